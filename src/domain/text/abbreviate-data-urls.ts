const DATA_URL = /(data:[a-z/+.-]+;base64,)([A-Za-z0-9+/]+={0,2})/g;

/** Replaces the content of `data:` URLs by its size in bytes, for a comparison by a person. */
export const abbreviateDataUrls = (text: string): string =>
  text.replace(
    DATA_URL,
    (_, head: string, base64: string) => `${head}… (${String(Math.floor((base64.replace(/=+$/, '').length * 3) / 4))})`,
  );
