/** Settings of the run, as if the official extension were in use. */
export const OFFICIAL_SETTINGS = {
  'kestra.api.url': 'https://kestra.example.com',
  'kestra.api.tenant': 'team',
};
