export const ANNOUNCEMENT_TYPES = ['INFO', 'WARNING', 'ERROR'] as const;
export type AnnouncementType = (typeof ANNOUNCEMENT_TYPES)[number];

/** A line that Kestra's UI shows to everybody; the API calls it a banner. */
export interface Announcement {
  id: string;
  message: string;
  type?: AnnouncementType | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
  /** The only tenant that sees it; all do without it. */
  tenantId?: string | undefined;
  active?: boolean | undefined;
}
