import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { resourceOf } from '../auth/protectedResource.ts';
import { SCOPE_NAMES } from '../auth/scopes.ts';
import type { Handler } from '../handler.ts';
import { goOnPage } from '../pages/goOnPage.ts';
import { sendPage } from '../pages/page.ts';
import { digestOf, isSecretOf } from '../pages/secrets.ts';
import { sorryPage } from '../pages/sorryPage.ts';
import { readForm } from '../readBody.ts';
import type { SignIns } from '../upstream/signIns.ts';
import type { Person } from '../upstream/upstream.ts';
import { consentPage } from './consentPage.ts';
import type { People } from './people.ts';

/** Of sign-ins that end an authorization. */
const PURPOSE = 'authorization';
const FORM_BYTES = 4_000;

interface ConsentParts {
  provider: Provider;
  signIns: SignIns;
  people: People;
  publicUrl: string;
  /** The provider behind, for people. */
  upstreamIssuer: string;
  /** Proves that a form is ours. */
  proofKey: string;
  refused: (request: IncomingMessage, why: string) => void;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Asks a person whether a client may act for them, has them sign in, and gives the client what they allowed. */
export function consentHandler(parts: ConsentParts): Handler {
  const { provider, signIns, upstreamIssuer, refused } = parts;
  signIns.onSignedIn(PURPOSE, (person, uid, { response }) => finish(parts, { person, uid, response }));
  return async (request, response) => {
    const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
    if (interaction === undefined) {
      refused(request, 'The consent belongs to another browser, or is over.');
      return sendPage(response, 400, sorryPage('This question is over, or was meant for another browser.'));
    }
    if (request.method !== 'POST') {
      const asked = { ...(await askedBy(parts, interaction)), provider: new URL(upstreamIssuer).host };
      return sendPage(response, 200, consentPage(asked, proofFor(parts, interaction)));
    }
    const form = await readForm(request, FORM_BYTES);
    if (!isSecretOf(digestOf(proofFor(parts, interaction)), form.get('proof') ?? '')) {
      refused(request, 'The form of the consent was not this server’s.');
      return sendPage(response, 403, sorryPage('This form did not come from this server.'));
    }
    if (form.get('answer') === 'yes') {
      const url = await signIns.begin(response, { kind: PURPOSE, id: interaction.uid });
      return sendPage(response, 200, goOnPage(url.href));
    }
    const no = { error: 'access_denied', error_description: 'The person said no.' };
    return sendPage(response, 200, goOnPage(await provider.interactionResult(request, response, no)));
  };
}

async function askedBy({ provider }: ConsentParts, { params }: Interaction) {
  const clientId = textOf(params['client_id']);
  const client = await provider.Client.find(clientId);
  return {
    clientName: client?.clientName,
    clientId,
    isPublished: clientId.startsWith('https://'),
    redirectUri: textOf(params['redirect_uri']),
    scopes: scopesOf(params),
  };
}

/** The browser was let in by its cookie for the callback; that it began this authorization, the next address checks. */
async function finish(
  { provider, people, publicUrl }: ConsentParts,
  { person, uid, response }: { person: Person; uid: string; response: ServerResponse },
): Promise<void> {
  const interaction = await provider.Interaction.find(uid);
  if (interaction === undefined) return sendPage(response, 400, sorryPage('This took too long.'));
  const { params } = interaction;
  const grant = new provider.Grant({ accountId: person.subject, clientId: textOf(params['client_id']) });
  grant.addResourceScope(resourceOf(publicUrl), scopesOf(params).join(' '));
  grant.addOIDCScope('offline_access');
  const grantId = await grant.save();
  await people.keep(grantId, person);
  interaction.result = { login: { accountId: person.subject, remember: false }, consent: { grantId } };
  await interaction.persist();
  response.writeHead(303, { location: interaction.returnTo, 'cache-control': 'no-store' });
  response.end();
}

function scopesOf(params: Readonly<Record<string, unknown>>): string[] {
  const asked = textOf(params['scope']).split(' ');
  return SCOPE_NAMES.filter((scope) => asked.includes(scope));
}

function proofFor({ proofKey }: ConsentParts, { uid }: Interaction): string {
  return createHmac('sha256', proofKey).update(uid).digest('base64url');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
