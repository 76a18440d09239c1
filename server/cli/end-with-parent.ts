/**
 * Loaded into a child before its own program (`--import`): when whoever started it is gone, however
 * suddenly, the pipe to its standard input ends, and it is told to stop as by Ctrl-C.
 */
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'))
process.stdin.resume()
if ('unref' in process.stdin && typeof process.stdin.unref === 'function') process.stdin.unref()
