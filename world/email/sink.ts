import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { receive } from '../phone/receive.ts'
import { addressesIn } from '../wecom/content.ts'
import type { World } from '../world.ts'
import { readLetter } from './mime.ts'

/** A mail server that takes everything, delivers to readers it knows, and forwards nothing. */
export async function emailSink(
  world: World,
  at: { host: string; port: number },
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', done)
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        const to = rcptTo.map((recipient) => recipient.address)
        keep(world, from, to, Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
  })
  const listener = server.listen(at.port, at.host)
  await new Promise<void>((resolve, reject) => {
    listener.once('listening', resolve)
    server.once('error', reject)
    listener.once('error', reject)
  })
  const { port } = listener.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

function keep(world: World, from: string, to: string[], raw: string): void {
  const letter = readLetter(raw)
  const id = world.newId('mail')
  world.state.mails.push({ id, atMs: world.clock.nowMs(), from, to, ...letter })
  for (const address of to)
    receive(world, world.personByEmail(address), {
      channel: 'email',
      from,
      text: `${letter.subject}\n${letter.text}`,
      links: addressesIn(letter.text),
    })
}
