import { type ServerSettings } from '../../shared/environment.ts';
import { VARIABLES } from '../../shared/variables.ts';
import { Failure } from '../../shared/failure.ts';

/** @throws Failure `invalid` where an audit log is demanded and switched off */
export function checkAudit({ audit }: Pick<ServerSettings, 'audit'>): void {
  if (!audit.strict || audit.folder !== undefined) return;
  throw new Failure(
    'invalid',
    `${VARIABLES.auditStrict} demands the audit log that ${VARIABLES.audit} switches off.`,
    {
      hint: 'Take back one of the two and start the server again.',
    },
  );
}
