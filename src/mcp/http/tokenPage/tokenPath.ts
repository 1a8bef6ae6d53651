/** Where people give their own Kestra token; pages of single people are below it. */
export const TOKEN_PATH = '/kestra-token';
