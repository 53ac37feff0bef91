/** A link or picture of a Markdown file. */
export interface Link {
  /** Relative to the file; empty for a place within it. */
  readonly path: string;
  /** The heading's anchor; empty for the file as a whole. */
  readonly anchor: string;
}

/** The links that lead to files, as they stand: those to the web and those in code are left out. */
export function linksOf(markdown: string): Link[] {
  const text = withoutCode(markdown);
  const inline = text.matchAll(/\]\(<?([^\s()>]+)>?(?:\s+"[^"]*")?\)/g);
  const referred = text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm);
  return [...inline, ...referred]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
    .map((target) => {
      const [path = '', anchor = ''] = target.split('#');
      return { path: decodeURIComponent(path), anchor };
    });
}

/** The anchors that headings are given where the files are shown: of two alike, the second one ends with -1. */
export function anchorsOf(markdown: string): Set<string> {
  const counts = new Map<string, number>();
  const headings = withoutFences(markdown).matchAll(/^#{1,6} +(.+?) *#*$/gm);
  return new Set(
    Array.from(headings, ([, heading = '']) => {
      const slug = slugOf(heading);
      const before = counts.get(slug) ?? 0;
      counts.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

function slugOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function withoutFences(markdown: string): string {
  return markdown.replace(/^( *)(```+|~~~+)[^\n]*\n.*?^ *\2 *$/gms, '');
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown)
    .replace(/^(?: {4}|\t).*$/gm, '')
    .replace(/`[^`\n]*`/g, '');
}
