/** Where the provider sends people back to: this is what is registered there. */
export const CALLBACK_PATH = '/oauth/callback';
