"""Inputs for error_report and count_by_status: log lines as our servers write them."""


def inputs(n, rng):
    for _ in range(5):
        lines = []
        for _ in range(n):
            host = f"10.0.{rng.randrange(4)}.{rng.randrange(256)}"
            method = rng.choice(["GET", "POST", "PUT", "HEAD"])
            path = "/" + "/".join(rng.choice(["api", "img", "cart", "v1"]) for _ in range(rng.randrange(1, 3)))
            path += f"/{rng.randrange(max(1, n))}"
            status = rng.choice([200, 200, 200, 301, 404, 500, 503])
            lines.append(f"{host} {method} {path} {status} {rng.randrange(1, 5000)}")
        yield (lines,), {}
