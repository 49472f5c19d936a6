import { formatLicence } from '../domain/demand';
import type { CompanySettings } from './settings';

/** Subtracts the taken licences from the seats in the settings. */
export const computeFreeLicences = (
  { systems }: Pick<CompanySettings, 'systems'>,
  taken: ReadonlyMap<string, number>,
): Map<string, number> =>
  new Map(
    Object.entries(systems).flatMap(([system, { licences }]) =>
      Object.entries(licences).map(([licence, { seats }]) => {
        const key = formatLicence({ system, licence });
        return [key, Math.max(0, seats - (taken.get(key) ?? 0))] as const;
      }),
    ),
  );
