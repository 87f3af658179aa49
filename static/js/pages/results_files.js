// @ts-check
// What is done with the files of a job's results: saved, linked to, put into one archive, checked, shared, listed.

import { zipUrl } from '../api.js';
import { h } from '../dom.js';
import { t } from '../lang/t.js';
import { givenNameOf } from '../results/groups.js';
import { readReceipt } from '../results/receipt.js';
import { fileNameOf, zipsOf } from '../results/saving.js';
import { showListDialog } from '../views/results/list_dialog.js';
import { showReceipt } from '../views/results/receipt_dialog.js';
import { showShares } from '../views/results/share_dialog.js';
import { sharesOf } from './results_shares.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../results/groups.js').Group} Group */

const kBetweenMs = 400; // browsers drop downloads that follow each other at once

export class ResultsFiles {
  #given;

  /** @param {import('./results.js').ResultsGiven & {say: (text: string) => void}} given */
  constructor(given) {
    this.#given = given;
  }

  /** @param {Artifact} artifact */
  download = (artifact) =>
    this.#told(async () => {
      const { url } = await this.#given.api.downloadUrl(artifact.id);
      save(url);
    });

  /** A link that works for anyone, for a while. @param {Artifact} artifact @returns {Promise<string>} '' where it was refused, which is told */
  async link(artifact) {
    let link = '';
    await this.#told(async () => void (link = (await this.#given.api.artifactUrl(artifact.id)).url));
    return link;
  }

  /** As one archive, or as several where their names do not fit into one address. @param {Artifact[]} files @param {Artifact[]} all of the job */
  zip(files, all) {
    const urls = zipsOf(files.map(({ id }) => id), all.length).map((ids) => zipUrl(this.#given.jobId, ids ?? undefined));
    urls.forEach((url, i) => this.#given.clock.setTimeout(() => save(url), i * kBetweenMs));
    if (urls.length > 1) this.#given.say(t('results.zips', { count: urls.length }));
  }

  /** @param {Artifact[]} files */
  each = (files) =>
    this.#told(async () => {
      for (const [i, { id }] of files.entries()) {
        this.#given.say(t('results.saving', { number: i + 1, count: files.length }));
        save((await this.#given.api.downloadUrl(id)).url);
        await new Promise((resolve) => this.#given.clock.setTimeout(() => resolve(null), kBetweenMs));
      }
      this.#given.say(t('results.saved', { count: files.length }));
    });

  /** @param {Artifact} artifact @param {string} title */
  receipt = (artifact, title) =>
    this.#told(async () => {
      const { api } = this.#given;
      const [text, { url }] = await Promise.all([api.receipt(artifact.id), api.downloadUrl(artifact.id)]);
      showReceipt({ title, fileName: fileNameOf(url), text, ...readReceipt(text) });
    });

  /** @param {Job} job @param {Group[]} groups @param {Artifact[]|null} files  null: everything @param {string|null} title */
  share(job, groups, files, title) {
    showShares({
      title: title ?? job.title ?? t('share.untitled'),
      all: groups.flatMap(({ artifacts }) => artifacts),
      files,
      ...sharesOf(this.#given.api, job.id),
    });
  }

  /** In the order of the film. @param {Job} job @param {Group[]} groups */
  saveList({ source }, groups) {
    const clips = groups.flatMap((group) => {
      const { start, end } = group;
      const label = givenNameOf(group);
      return start === null || end === null ? [] : [{ start, end, ...(label && { label }) }];
    });
    clips.sort((a, b) => a.start - b.start || a.end - b.end);
    showListDialog({ clips, film: { durationSeconds: source?.durationSeconds ?? null, frameRate: source?.frameRate ?? null, fileName: source?.fileName ?? '' } });
  }

  /** A refusal is told where what was done is told. @param {() => Promise<unknown>} act */
  async #told(act) {
    try {
      await act();
    } catch (error) {
      this.#given.say(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @param {string} url */
const save = (url) => h('a', { href: url, download: '' }).click();
