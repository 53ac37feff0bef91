/** The items of a text with commas between them. */
export function list(text: string): readonly string[] {
  return text.trim().split(/,\s*/);
}
