import type { CompanySettings } from '../../../company/settings';
import { getLogoUrl } from '../../http/logo';
import type { Visit } from '../../http/page';

export interface CompanyState {
  version: number;
  settings: CompanySettings;
}

/** Loads the settings in force. Typed more loosely by the API, whose document names no member of them. */
export async function loadCompanyState({ callApi }: Pick<Visit, 'callApi'>): Promise<CompanyState> {
  const { version, settings } = await callApi('GET /company');
  return { version, settings: settings as unknown as CompanySettings };
}

export const getStateLogoUrl = ({ version, settings }: CompanyState): string | undefined =>
  getLogoUrl({ ...settings, version });
