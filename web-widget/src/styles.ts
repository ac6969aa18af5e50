/** Adopted, never written into the page: a strict Content-Security-Policy refuses <style> and style attributes. */
export const styles = new CSSStyleSheet();
