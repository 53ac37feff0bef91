/** Where users' pictures are; whatever else a record names as a picture is not loaded. */
export const pictureOrigin = 'https://randomuser.me';

/** @returns null for a picture from elsewhere, which the page's policy refuses */
export function shownPicture(address: string): string | null {
  return URL.canParse(address) && new URL(address).origin === pictureOrigin ? address : null;
}
