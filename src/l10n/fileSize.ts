import * as l10n from '@vscode/l10n';
import { textLocale } from './language.ts';

/** Bytes as people read them: `512 B`, `1.5 KB`, `20 MB`. */
export function fileSize(bytes: number): string {
  const unit = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const amount = bytes / 1024 ** unit;
  const digits = { maximumFractionDigits: amount < 10 ? 1 : 0 };
  const told = new Intl.NumberFormat(textLocale() ?? 'en', digits).format(amount);
  if (unit === 0) return l10n.t({ message: '{0} B', args: [told], comment: ['bytes'] });
  if (unit === 1) return l10n.t({ message: '{0} KB', args: [told], comment: ['kilobytes'] });
  return unit === 2
    ? l10n.t({ message: '{0} MB', args: [told], comment: ['megabytes'] })
    : l10n.t({ message: '{0} GB', args: [told], comment: ['gigabytes'] });
}
