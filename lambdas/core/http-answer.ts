/** The answer's text. @param tooLong what is thrown for more than so many bytes */
export async function readText(response: Response, maximumBytes: number, tooLong: () => Error): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the same request may get another answer later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
