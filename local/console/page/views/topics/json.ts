/** A number that JavaScript cannot hold, by its digits; browsers that keep them give such objects. */
interface RawJson {
  readonly rawJSON: string;
}

interface JsonWithSource {
  parse(
    text: string,
    revive: (key: string, value: unknown, context?: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON?(text: string): RawJson;
  isRawJSON?(value: unknown): value is RawJson;
}

const json = JSON as unknown as JsonWithSource;

/** Parses with all digits of numbers, where the browser can. @throws SyntaxError */
export function parseExactly(text: string): unknown {
  return json.parse(text, (_, value, context) => {
    const source = context?.source;
    const isExact = typeof value !== 'number' || source === undefined || String(value) === source;
    return isExact || !json.rawJSON ? value : json.rawJSON(source);
  });
}

/** The digits of a number that is kept by them. */
export function rawDigits(value: unknown): string | undefined {
  return json.isRawJSON?.(value) ? value.rawJSON : undefined;
}
