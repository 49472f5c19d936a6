import type { CompanySettings } from '../company/settings';
import type { DefaultedTimestamp, Json } from './column-types';

export interface CompanyVersionsTable {
  version: number;
  settings: Json<CompanySettings>;
  /** Reason of the change, by its author. */
  note: string | null;
  created_by: string;
  created_at: DefaultedTimestamp;
}
