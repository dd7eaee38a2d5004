"""Two job queues on PostgreSQL at the same work as `jixiao bench jobs`: drain jobs that do nothing, one job at a time on an idle
queue, timers. Each as its documentation sets it up, with its own defaults where nothing is said here.

usage: jobs_peers.py DSN JOBS SINGLE TIMERS   prints one JSON object
"""
import asyncio, datetime, json, random, sys, time

import asyncpg
import procrastinate
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries

DSN, JOBS, SINGLE, TIMERS = sys.argv[1], *map(int, sys.argv[2:5])
SPREAD = 8.0


def spread(values):
    values = sorted(values)
    return {"p50": values[len(values) // 2], "p99": values[min(len(values) - 1, len(values) * 99 // 100)]}


async def wait_for(count, seen, limit=180):
    end = time.monotonic() + limit
    while len(seen) < count and time.monotonic() < end:
        await asyncio.sleep(0.005)
    return len(seen) >= count


async def measure(put, put_many, put_at, run):
    """Drains, then single jobs, then timers, by the queue's own ways of putting and running."""
    done = []
    result = {}
    await put_many(JOBS)
    began = time.time()
    worker = asyncio.create_task(run(lambda due: done.append(time.time() - due)))
    complete = await wait_for(JOBS, done)
    result["drained"] = len(done) / (time.time() - began) if complete else 0
    done.clear()
    for _ in range(SINGLE):
        await put()
        await asyncio.sleep(0.02)
    await wait_for(SINGLE, done, 60)
    result["single"] = spread(done)
    done.clear()
    chance = random.Random(1)
    for _ in range(TIMERS):
        await put_at(1 + chance.random() * SPREAD)
    await wait_for(TIMERS, done, SPREAD + 60)
    result["timers"] = spread(done)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    return result


async def with_procrastinate():
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=DSN))
    note = []

    @app.task(name="nothing")
    async def nothing(due):
        note[0](due)

    async with app.open_async():
        await app.schema_manager.apply_schema_async()

        async def put():
            await nothing.defer_async(due=time.time())

        async def put_many(count):
            for start in range(0, count, 1000):
                await nothing.batch_defer_async(*[{"due": time.time()}] * min(1000, count - start))

        async def put_at(seconds):
            due = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
            await nothing.configure(schedule_at=due).defer_async(due=due.timestamp())

        async def run(heard):
            note.append(heard)
            await app.run_worker_async(concurrency=10, install_signal_handlers=False)

        return await measure(put, put_many, put_at, run)


async def with_pgqueuer():
    connection, sender = await asyncpg.connect(DSN), await asyncpg.connect(DSN)
    queries = Queries(AsyncpgDriver(sender))
    await queries.install()
    queue = PgQueuer(AsyncpgDriver(connection))
    note = []

    @queue.entrypoint("nothing")
    async def nothing(job):
        note[0](float(job.payload))

    async def put():
        await queries.enqueue("nothing", str(time.time()).encode())

    async def put_many(count):
        for start in range(0, count, 1000):
            size = min(1000, count - start)
            await queries.enqueue(["nothing"] * size, [str(time.time()).encode()] * size, [0] * size)

    async def put_at(seconds):
        await queries.enqueue("nothing", str(time.time() + seconds).encode(),
                              execute_after=datetime.timedelta(seconds=seconds))

    async def run(heard):
        note.append(heard)
        await queue.run(batch_size=100)

    try:
        return await measure(put, put_many, put_at, run)
    finally:
        await sender.close()


async def main():
    result = {}
    for name, peer in (("procrastinate", with_procrastinate), ("pgqueuer", with_pgqueuer)):
        try:
            result[name] = await asyncio.wait_for(peer(), 400)
        except Exception as error:  # a peer that does not run is said so, not left out
            result[name] = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(result))


asyncio.run(main())
