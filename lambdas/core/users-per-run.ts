/** What one run may fetch at most: about five minutes of the function, at the speed of the offline API. */
export const maximumUsers = 1_000_000;
