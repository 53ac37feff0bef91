/** In which order contenders take their turns in a round: each round begins with the next one. */
export function orderOf<One>(contenders: readonly One[], round: number): One[] {
  const first = (round - 1) % contenders.length;
  return [...contenders.slice(first), ...contenders.slice(0, first)];
}
