/** Hides what is put into a store from whoever reads it there, and shows what was changed there. */
export interface Cover {
  /** @param owner for whom alone it can be opened */
  seal(text: string, owner: string): string;
  /** @throws Failure for what was changed or made up */
  open(text: string, owner: string): string;
}

/** For what never leaves the process. */
export const NO_COVER: Cover = { seal: (text) => text, open: (text) => text };
