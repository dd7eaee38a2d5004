"""What some journeys are about, broken on purpose: a journey that comes through all the same says nothing (`journeys.py --broken`)."""
import time


class Breakage:
    """How something is broken: at each browser's network, or at the moment that a journey is about."""

    def __init__(self, what, of_context=None, of_moment=None):
        self.what = what
        self.of_context = of_context or (lambda context: None)
        self.of_moment = of_moment or (lambda *parts: None)


def keeps_what_was_seen(context):
    """The browser shows what it was shown, also after signing out."""
    out = []

    def leave(route):
        out.append(1)
        route.continue_()

    def seen(route):
        if out:
            route.fulfill(content_type="text/html; charset=utf-8", body="<main>本次登录</main>")
        else:
            route.continue_()
    context.route("**/sign-out", leave)
    context.route("**/me", seen)


def saves_nothing(context):
    """Lines are looked at instead of kept."""
    def look(route):
        request = route.request
        if request.method == "POST" and request.post_data and "act=good" in request.post_data:
            route.continue_(post_data=request.post_data.replace("act=good", "act=check"))
        else:
            route.continue_()
    context.route("**/entry", look)


def hears_nothing(context):
    """No news comes to this browser."""
    context.route("**/events", lambda route: route.abort())
    context.route("**/static/live-*.js", lambda route: route.abort())


def is_done_before_it_dies(daemon, database):
    """What holds the post lets go, and the daemon dies when all is written."""
    database.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = $$SELECT 'held';$$")
    began = time.time()
    while database.waiting() > 0 and time.time() - began < 10:
        time.sleep(0.1)
    time.sleep(1)


def forgets_whose_copy(context):
    """The last copy of a window that goes does not say that it is the same window's."""
    context.add_init_script("""
        const beacon = navigator.sendBeacon.bind(navigator);
        navigator.sendBeacon = (place, content) => { content.delete('turn'); return beacon(place, content); };""")


BREAKAGES = {
    "first_sign_in": Breakage("“不留下看过的”", keeps_what_was_seen),
    "draft_windows": Breakage("“同一个窗口”", forgets_whose_copy),
    "grid": Breakage("保存没有问题的行", saves_nothing),
    "eight_windows": Breakage("消息", hears_nothing),
    "two_daemons": Breakage("“办到一半”", of_moment=is_done_before_it_dies),
}
