import { createTransport } from 'nodemailer'
import { mailAlarm } from '#modules/collect/service.ts'
import type { AlarmMail } from '#modules/collect/service.ts'
import { connection } from '#modules/entry/service.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Data alarms go to operators, by the workspace's own mail server, outside of anybody's budget. */
export const mailAlarms = (rt: Runtime): Promise<number> =>
  mailAlarm(rt, (mail) => sendOne(rt, mail))

/** Why it did not arrive; undefined when the server took it. */
async function sendOne(rt: Runtime, mail: AlarmMail): Promise<string | undefined> {
  const server = await connection(rt.ctx(mail.workspaceId), 'email')
  if (!server) return 'no mail server is connected (settings → connections)'
  const { host, port, user, password, from } = server
  const mailer = createTransport({
    host,
    port,
    secure: port === 465,
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
  })
  try {
    const { to, subject, text } = mail
    await mailer.sendMail({ from, to, subject, text, messageId: `<${mail.id}@siyu>` })
    return undefined
  } catch (error) {
    // Swallowed because the reason goes into the log of notices, and it is tried again.
    return error instanceof Error ? error.message : String(error)
  } finally {
    mailer.close()
  }
}
