import { ACCESS_LEVELS } from '../shared/connection.ts';
import { VARIABLES } from '../shared/variables.ts';

/** A variable that whoever installs the server is asked for. */
export interface AskedVariable {
  /** Key of the question in a bundle. */
  key: string;
  name: string;
  title: string;
  description: string;
  secret?: boolean;
  default?: string;
  choices?: readonly string[];
}

/** What an installer asks for, in this order; everything else has a default and is in the README. */
export const ASKED_VARIABLES: readonly AskedVariable[] = [
  {
    key: 'base_url',
    name: VARIABLES.baseUrl,
    title: 'Address of Kestra',
    description: 'Address of Kestra, with or without /api/v1.',
    default: 'http://localhost:8080',
  },
  {
    key: 'tenant',
    name: VARIABLES.tenant,
    title: 'Tenant',
    description: 'Tenant; open source has only main.',
    default: 'main',
  },
  {
    key: 'username',
    name: VARIABLES.username,
    title: 'User name',
    description: 'For basic authentication; leave it empty with an API token.',
  },
  {
    key: 'password',
    name: VARIABLES.password,
    title: 'Password',
    description: 'For basic authentication.',
    secret: true,
  },
  {
    key: 'api_token',
    name: VARIABLES.token,
    title: 'API token',
    description: 'Of the Enterprise Edition; user name and password win over it.',
    secret: true,
  },
  {
    key: 'access',
    name: VARIABLES.access,
    title: 'What the agent may do',
    description: `One of ${ACCESS_LEVELS.join(', ')}: look, start and stop executions, change flows and data, delete.`,
    default: 'operate',
    choices: ACCESS_LEVELS,
  },
];
