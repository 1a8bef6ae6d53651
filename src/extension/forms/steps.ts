/** A step's way to say "go back one"; undefined is "give up". */
export const BACK = Symbol('back');
export type Answer<T> = T | typeof BACK | undefined;

/** Where a step stands, for its title. */
export interface StepPlace {
  step: number;
  totalSteps: number;
  canGoBack: boolean;
}

/** One question; it gets what was answered so far and returns it with its own answer added. */
export type Step<S> = (state: S, place: StepPlace) => Promise<Answer<S>>;

/**
 * Asks one question after the other, with the way back. Which questions there are may depend on the answers.
 *
 * @param start index of the first question to ask, when earlier ones are answered already
 * @returns undefined when the user gave up
 */
export async function runSteps<S>(
  initial: S,
  stepsFor: (state: S) => readonly Step<S>[],
  start = 0,
): Promise<S | undefined> {
  let state = initial;
  let index = start;
  for (;;) {
    const steps = stepsFor(state);
    const step = steps[index];
    if (step === undefined) return state;
    const answer = await step(state, {
      step: index + 1,
      totalSteps: steps.length,
      canGoBack: index > 0,
    });
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      index = Math.max(0, index - 1);
    } else {
      state = answer;
      index += 1;
    }
  }
}
