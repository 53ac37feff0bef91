/** A line of two texts: in both, or only in the one or the other. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Beyond it, what is between the same beginning and end is told as replaced. */
const mostCells = 4_000_000;

/** What has to be taken out of one text and put in to become the other: as little as possible. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [
    ...lines('same', old.slice(0, start)),
    ...changed(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...lines('same', old.slice(old.length - end)),
  ];
}

function changed(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length * now.length > mostCells) return [...lines('removed', old), ...lines('added', now)];
  const common = commonLengths(old, now);
  const diff: DiffLine[] = [];
  let left = 0;
  let right = 0;
  while (left < old.length && right < now.length) {
    if (old[left] === now[right]) {
      diff.push({ kind: 'same', text: old[left] as string });
      left += 1;
      right += 1;
    } else if (common.at(left + 1, right) >= common.at(left, right + 1)) {
      diff.push({ kind: 'removed', text: old[left] as string });
      left += 1;
    } else {
      diff.push({ kind: 'added', text: now[right] as string });
      right += 1;
    }
  }
  return [...diff, ...lines('removed', old.slice(left)), ...lines('added', now.slice(right))];
}

/** For each two ends of the texts, how many lines they have in common, in their order. */
function commonLengths(old: readonly string[], now: readonly string[]) {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (left: number, right: number) => lengths[left * width + right] ?? 0;
  for (let left = old.length - 1; left >= 0; left -= 1) {
    for (let right = now.length - 1; right >= 0; right -= 1) {
      const isSame = old[left] === now[right];
      lengths[left * width + right] = isSame
        ? at(left + 1, right + 1) + 1
        : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  return { at };
}

function lines(kind: DiffLine['kind'], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}
