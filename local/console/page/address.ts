import { useEffect, useState } from 'preact/hooks';

const changed = 'addresschange';

export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

function current(): Address {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

/** The names between the slashes; one that nobody could have written so, such as `%zz`, is left as it is. */
export function partsOf(path: string): string[] {
  return path.split('/').filter(Boolean).map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Where the page is; it is drawn anew when that changes. */
export function useAddress(): Address {
  const [address, set] = useState(current);
  useEffect(() => {
    const follow = () => set(current());
    window.addEventListener('popstate', follow);
    window.addEventListener(changed, follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener(changed, follow);
    };
  }, []);
  return address;
}

/** Goes to another view; `replace` leaves no step back to this one. */
export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  window.dispatchEvent(new Event(changed));
}

/** The same view with other choices; an empty one is left out. */
export function goWith(choices: Readonly<Record<string, string | undefined>>, options?: { replace?: boolean }): void {
  const { path, query } = current();
  for (const [name, value] of Object.entries(choices)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  go(query.size > 0 ? `${path}?${query}` : path, options);
}

/** Links within the page change the view without loading it again, but for those that open elsewhere. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.target || link.origin !== location.origin || link.hasAttribute('download')) return;
    event.preventDefault();
    go(link.pathname + link.search);
    document.querySelector('main')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}
