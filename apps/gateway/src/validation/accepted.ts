import type { Checked } from '@dianda/identifiers';

/**
 * Takes the value out of a check that the DTO has passed already. Throws TypeError otherwise: then DTO and
 * mapper disagree, which is a defect of ours and no fault of the requester.
 */
export function accepted<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new TypeError('a value that the DTO let through is not accepted');
  return checked.value;
}

/** The member of a closed set that a DTO has let through. */
export function chosen<const T extends string>(choices: readonly T[], text: string): T {
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw new TypeError('a choice that the DTO let through is none');
  return choice;
}
