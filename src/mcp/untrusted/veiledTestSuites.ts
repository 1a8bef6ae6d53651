import type { Api } from '../../kestra/api.ts';
import { TestSuitesApi } from '../../kestra/api/enterprise/testSuites.ts';
import type { TestSuite } from '../../model/testSuite.ts';
import { concealText } from '../../shared/hiddenCharacters.ts';
import type { Veil } from './veil.ts';

/** Unit tests whose sources are read through the veil and saved as they are. */
export class VeiledTestSuites extends TestSuitesApi {
  readonly #veil: Veil;

  constructor(api: Api, veil: Veil) {
    super(api);
    this.#veil = veil;
  }

  override async search(
    ...args: Parameters<TestSuitesApi['search']>
  ): Promise<{ results: TestSuite[]; total: number }> {
    const { results, total } = await super.search(...args);
    return { results: results.map((suite) => this.#veiled(suite)), total };
  }

  override async get(...args: Parameters<TestSuitesApi['get']>): Promise<TestSuite> {
    return this.#veiled(await super.get(...args));
  }

  override validate(
    ...[source, call]: Parameters<TestSuitesApi['validate']>
  ): ReturnType<TestSuitesApi['validate']> {
    return super.validate(concealText(source), call);
  }

  /** @throws Failure `invalid` for a source with a hidden secret: a new test has none to put there */
  override async create(...[source, call]: Parameters<TestSuitesApi['create']>): Promise<TestSuite> {
    return this.#veiled(await super.create(this.#veil.restore(source), call));
  }

  /** @throws Failure `invalid` for a source with a hidden secret that the saved test does not have */
  override async update(...[suite, source, call]: Parameters<TestSuitesApi['update']>): Promise<TestSuite> {
    const saved = this.#veil.needsOriginal(source) ? await super.get(suite, call) : undefined;
    const known = saved && this.#veil.secretsIn(saved.source ?? '');
    return this.#veiled(await super.update(suite, this.#veil.restore(source, known), call));
  }

  #veiled(suite: TestSuite): TestSuite {
    const { source } = suite;
    return source === undefined ? suite : { ...suite, source: this.#veil.hide(source) };
  }
}
