/** What this browser remembers for whoever sits at it. */
const usual = { language: '', undo: '5', 'single-keys': 'on', channel: 'main', mode: 'list', width: 'column' };

export type Preference = keyof typeof usual | `language-${string}`;

export function preference(name: Preference): string {
  try {
    return localStorage.getItem(`newsline-${name}`) ?? (usual as Record<string, string>)[name] ?? '';
  } catch {
    return (usual as Record<string, string>)[name] ?? '';
  }
}

export function prefer(name: Preference, value: string): void {
  try {
    localStorage.setItem(`newsline-${name}`, value);
  } catch {
    // It holds for as long as the page does.
  }
}
