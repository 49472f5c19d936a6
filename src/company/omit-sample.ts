import { isSameJson } from '../domain/is-same-json';
import type { AccessProfile } from './access-schema';
import { type CompanySettings, UNSET_COMPANY } from './settings';

/**
 * Returns the settings without the entries of the sample. An entry that was changed since is the company’s own and stays, with
 * the entries that its profiles name. Settings that are no longer the sample are the company’s own as a whole.
 */
export function omitSample(settings: CompanySettings, sample: CompanySettings): CompanySettings {
  if (!settings.isSample) return settings;
  const profiles = omitUnchanged(settings.profiles, sample.profiles);
  const needed = listNamedEntries(Object.values(profiles));
  return {
    ...settings,
    name: settings.name === sample.name ? UNSET_COMPANY.name : settings.name,
    exchangeRates: omitUnchanged(settings.exchangeRates, sample.exchangeRates),
    supportContact: settings.supportContact === sample.supportContact ? undefined : settings.supportContact,
    colour: settings.colour === sample.colour ? UNSET_COMPANY.colour : settings.colour,
    signature: isSameJson(settings.signature, sample.signature) ? undefined : settings.signature,
    departments: settings.departments.filter(
      (name) => !sample.departments.includes(name) || needed.departments.has(name.toLowerCase()),
    ),
    locations: omitUnchanged(settings.locations, sample.locations, needed.locations),
    systems: omitUnchanged(settings.systems, sample.systems, needed.systems),
    profiles,
    isSample: false,
  };
}

function omitUnchanged<Value>(
  entries: Readonly<Record<string, Value>>,
  sample: Readonly<Record<string, Value>>,
  needed: ReadonlySet<string> = new Set(),
): Record<string, Value> {
  const isUnchanged = (code: string, value: Value) => Object.hasOwn(sample, code) && isSameJson(value, sample[code]);
  return Object.fromEntries(
    Object.entries(entries).filter(([code, value]) => needed.has(code.toLowerCase()) || !isUnchanged(code, value)),
  );
}

/** In lower case, as profiles name departments and locations without regard to case. */
function listNamedEntries(profiles: readonly AccessProfile[]) {
  const toSet = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
  return {
    departments: toSet(profiles.flatMap(({ when }) => when.department ?? [])),
    locations: toSet(profiles.flatMap(({ when }) => when.location ?? [])),
    systems: toSet(profiles.flatMap(({ accounts }) => accounts.map(({ system }) => system))),
  };
}
