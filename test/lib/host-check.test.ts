import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHostCheck } from '../../src/lib/host-check';

const isKnownHost = createHostCheck(['[2001:db8::1]', '192.0.2.7', 'Firstday.example.com']);

test.each([
  ['a probe by the address of its container', '172.18.0.3:8080', '172.18.0.3', true],
  ['the same on a socket for both families', '172.18.0.3:8080', '::ffff:172.18.0.3', true],
  ['an IPv6 address in another spelling', '[FE80:0:0::1]:80', 'fe80::1', true],
  ['another address of the network', '172.18.0.4:8080', '172.18.0.3', false],
  ['an address of the internet that leads here', '203.0.113.9', '172.18.0.3', false],
  ['an IPv6 address that leads here', '[2001:db8::2]', '172.18.0.3', false],
  ['a connection that has ended', '172.18.0.3', undefined, false],
  ['a configured address', '192.0.2.7', '172.18.0.3', true],
  ['the address of PUBLIC_URL', '[2001:db8:0::1]:443', undefined, true],
  ['a configured name', 'firstday.example.com:443', '172.18.0.3', true],
  ['this machine', '127.0.0.1:8080', '172.18.0.3', true],
  ['no address', '[::1', '::1', false],
])('%s: %s at %s', (_case, header, localAddress, expected) => {
  expect(isKnownHost(header, localAddress)).toBe(expected);
});

// Only Linux answers at every address of 127.0.0.0/8.
(process.platform === 'linux' ? test : test.skip)(
  'a server on all interfaces answers under the address that a client has connected to, and no other',
  async () => {
    const server = createServer((request, response) => {
      response.statusCode = createHostCheck([])(request.headers.host, request.socket.localAddress) ? 200 : 421;
      response.end();
    }).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (hostname: string, Host: string) => {
      const [response] = await once(get({ hostname, port, headers: { Host }, agent: false }), 'response');
      return (response as { statusCode: number }).statusCode;
    };
    expect(await ask('127.0.0.5', '127.0.0.5')).toBe(200);
    expect(await ask('127.0.0.5', '127.0.0.6')).toBe(421);
    server.close();
  },
);
