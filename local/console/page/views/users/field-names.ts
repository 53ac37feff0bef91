/** What the fields of a user are called on the page, where that is not their own name. */
const names: Readonly<Record<string, string>> = {
  dob: 'Date of birth',
  registered_date: 'Registered',
  email: 'E-mail',
};

export function fieldName(field: string): string {
  const words = field.replaceAll('_', ' ');
  return names[field] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
