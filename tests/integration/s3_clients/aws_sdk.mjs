// A client of the AWS SDK for JavaScript, of the version that package.json names.

import { Agent } from 'node:https';

import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import { kCredentials } from './served.mjs';

/** A client of that address, and the heads of what it sent. */
export function clientOf(t, endpoint, more = {}) {
  const lookup = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
  const requestHandler = new NodeHttpHandler({ httpsAgent: new Agent({ rejectUnauthorized: false, lookup }) });
  const client = new S3Client({ endpoint, region: 'auto', credentials: kCredentials, forcePathStyle: true, requestHandler, maxAttempts: 1, ...more });
  t.after(() => client.destroy());
  const heads = [];
  client.middlewareStack.add((next) => (call) => {
    heads.push(call.request.headers);
    return next(call);
  }, { step: 'finalizeRequest', priority: 'low' });
  return { client, heads };
}
