/// The numpy version of a grading: the same rule books, vectorised column by column.
enum NumpyProgram {
  static let text = #"""
    import json, sys, time
    import numpy as np

    folder = sys.argv[1]
    spec = json.load(open(folder + "/models.json"))
    rows = spec["rows"]
    facts = {}
    for column in spec["columns"]:
        states = np.fromfile(folder + "/" + column["file"] + ".states", dtype=np.uint8)
        values = np.fromfile(folder + "/" + column["file"] + ".values", dtype="<" + column["type"])
        facts[column["fact"]] = (states, values, column.get("names"))
    nothing = (np.ones(rows, dtype=np.uint8), np.zeros(rows), None)

    def by_bands(values, bands):
        limits = np.array([b[0] for b in bands]); points = np.array([b[1] for b in bands])
        return points[np.maximum(np.searchsorted(limits, values, side="right") - 1, 0)]

    def cohort_codes(level):
        codes = np.zeros(rows, dtype=np.int64); valid = np.ones(rows, dtype=bool)
        for name in level:
            states, values, names = facts.get(name, nothing)
            if names:
                lookup = {}; place = np.array([lookup.setdefault(n, len(lookup)) for n in names])
                values = place[values]
            valid &= states == 0
            codes = codes * (int(values.max()) + 1 - min(0, int(values.min()))) + values - min(0, int(values.min()))
        return codes, valid

    percentile_cache, cohort_cache = {}, {}
    def percentiles(fact, rule):
        key = (fact, json.dumps(rule))
        if key in percentile_cache: return percentile_cache[key]
        states, values, _ = facts[fact]
        known = states == 0
        result = np.full(rows, np.nan)
        for level in rule["levels"]:
            todo = known & np.isnan(result)
            if not todo.any(): break
            name = json.dumps(level)
            if name not in cohort_cache: cohort_cache[name] = cohort_codes(level)
            codes, valid = cohort_cache[name]
            index = np.flatnonzero(known & valid)
            order = index[np.lexsort((values[index], codes[index]))]
            c, v = codes[order], values[order]
            n = len(order)
            if n == 0: continue
            new_cohort = np.concatenate(([True], c[1:] != c[:-1]))
            new_run = new_cohort | np.concatenate(([True], v[1:] != v[:-1]))
            starts = np.flatnonzero(new_cohort); sizes = np.diff(np.append(starts, n))
            cohort_of = np.cumsum(new_cohort) - 1
            run_starts = np.flatnonzero(new_run); run_sizes = np.diff(np.append(run_starts, n))
            run_of = np.cumsum(new_run) - 1
            middle = run_starts[run_of] - starts[cohort_of] + run_sizes[run_of] / 2
            share = (middle / sizes[cohort_of] * 100).astype(np.float32)
            take = (sizes[cohort_of] >= rule["minimum"]) & np.isnan(result[order])
            result[order[take]] = share[take]
        percentile_cache[key] = result
        return result

    def points_of(leaf, rule):
        states, values, names = facts.get(leaf["fact"], nothing)
        if "levels" in leaf: return states, np.zeros(rows)
        if "table" in leaf:
            return states, np.array([leaf["table"].get(n, np.nan) for n in names or [""]])[values.astype(np.int64)]
        if "bands" in leaf: return states, by_bands(values, leaf["bands"])
        if "linear" in leaf:
            a, b, p, q = leaf["linear"]
            return states, p + np.clip((values - a) / (b - a), 0, 1) * (q - p)
        if leaf["fact"] not in facts: return states, np.zeros(rows)
        p = percentiles(leaf["fact"], rule)
        return states, np.where(np.isnan(p), by_bands(values, leaf["percentile"]), p)

    def holds(condition):
        kind = condition[0]
        if kind in ("all", "any"):
            masks = [holds(c) for c in condition[1]]
            if not masks: return np.full(rows, kind == "all")
            return np.logical_and.reduce(masks) if kind == "all" else np.logical_or.reduce(masks)
        if kind == "not": return ~holds(condition[1])
        states, values, names = facts.get(condition[1], nothing)
        if kind == "is":
            wanted = np.array([n in condition[2] for n in names or [""]])
            return (states == 0) & wanted[values.astype(np.int64)]
        if kind == "state": return np.isin(states, condition[2])
        low, high = condition[2], condition[3]
        if kind == "since": values = spec["asOf"] - values
        return (states == 0) & (values >= low) & (values <= high)

    def grade(model):
        codes = np.full(rows, -32768, dtype=np.int16)
        kind_states, kinds, kind_names = facts["right-kind"]
        first_grade = first_gate = 0
        for number, part in enumerate(model["parts"]):
            wanted = np.array([n in part["kinds"] for n in kind_names])[kinds]
            inside = np.where(kind_states == 0, wanted, number == 0)
            total = np.zeros(rows); low_sum = np.zeros(rows); high_sum = np.zeros(rows)
            share_sum = np.zeros(rows); cover = np.zeros(rows)
            tiers = []
            for axis in part["axes"]:
                s = np.zeros(rows); lo = np.zeros(rows); hi = np.zeros(rows); w = np.zeros(rows); k = np.zeros(rows)
                for leaf in axis["leaves"]:
                    states, points = points_of(leaf, model["cohort"])
                    known = (states == 0) & ~np.isnan(points)
                    assume, low, high = leaf["unknown"]
                    weight = leaf["weight"]
                    used = np.where((states == 2) & leaf["leaveOut"], 0.0, weight)
                    s += used * np.where(known, points, assume)
                    lo += used * np.where(known, points, low)
                    hi += used * np.where(known, points, high)
                    w += used; k += np.where(known, weight, 0.0)
                some = w > 0
                safe = np.where(some, w, 1)
                axis_points = [np.where(some, x / safe, d) for x, d in ((s, 0), (lo, 0), (hi, 100))]
                limits = np.array(axis["limits"])
                tiers.append([np.minimum((p[:, None] < limits[None, :] - 1e-9).sum(axis=1), len(limits) - 1) for p in axis_points])
                share = np.where(some, axis["weight"], 0)
                total += share * axis_points[0]; low_sum += share * axis_points[1]; high_sum += share * axis_points[2]
                cover += share * np.where(some, k / safe, 0); share_sum += share
            coverage = np.where(share_sum > 0, cover / np.where(share_sum > 0, share_sum, 1), 0)
            matrix = np.array(part["matrix"]) if "matrix" in part else None
            found = [tiers[0][e] if matrix is None else matrix[tiers[0][e], tiers[1][e]] for e in range(3)]
            cap = np.zeros(rows, dtype=np.int64); floor = np.full(rows, 10 ** 6)
            outside = np.full(rows, -1)
            for index, gate in enumerate(part["gates"]):
                if gate["effect"] == "required":
                    fired = np.logical_or.reduce([np.isin(facts.get(f, nothing)[0], [1, 3]) for f in part["required"]])
                elif gate["effect"] == "coverage": fired = coverage < part["coverage"]
                else: fired = holds(gate["when"])
                if gate["effect"] == "cap": cap = np.where(fired, np.maximum(cap, gate["grade"]), cap)
                elif gate["effect"] == "floor": floor = np.where(fired, np.minimum(floor, gate["grade"]), floor)
                else: outside = np.where(fired & (outside < 0), index, outside)
            bounded = [np.maximum(np.minimum(f, floor), cap) for f in found]
            result = np.where(outside >= 0, -1 - (first_gate + outside), first_grade + bounded[0])
            codes[inside] = result[inside]
            first_grade += part["grades"]; first_gate += len(part["gates"])
        return codes

    best = 1e9
    for _ in range(5):
        percentile_cache.clear(); cohort_cache.clear()
        start = time.perf_counter()
        results = [grade(m) for m in spec["models"]]
        best = min(best, time.perf_counter() - start)
    differing = sum(int((np.fromfile(folder + "/codes%d" % i, dtype="<i2") != r).sum()) for i, r in enumerate(results))
    print(best, differing)
    """#
}
