# wants: containers/queue_pop_front, graphs/bfs_visited_list
def process_backlog(messages, handler):
    backlog = list(messages)
    results = []
    while len(backlog) != 0:
        message = backlog.pop(0)
        follow_up = handler(message)
        if follow_up is not None:
            backlog.append(follow_up)
        results.append(message)
    return results


# wants: graphs/bfs_visited_list
def reachable_hosts(network, origin):
    explored = []
    frontier = [origin]
    while frontier:
        host = frontier.pop(0)
        if host in explored:
            continue
        explored.append(host)
        for peer in network.get(host, []):
            if peer not in explored:
                frontier.append(peer)
    return explored


# wants: graphs/dijkstra_list_scan
def cheapest_routes(roads, home):
    cost = {town: 10**9 for town in roads}
    cost[home] = 0
    unvisited = set(roads)
    while unvisited:
        current = None
        for town in unvisited:
            if current is None or cost[town] < cost[current]:
                current = town
        unvisited.remove(current)
        for neighbour, toll in roads[current]:
            through = cost[current] + toll
            if through < cost[neighbour]:
                cost[neighbour] = through
    return cost


# wants: graphs/edge_list_scan
def followers_of_each(users, follows):
    followers = {}
    for user in users:
        mine = []
        for who, whom in follows:
            if whom == user:
                mine.append(who)
        followers[user] = mine
    return followers


# wants: graphs/components_by_relabelling
def islands_after_bridges(count, bridges):
    island = [i for i in range(count)]
    for a, b in bridges:
        keep, drop = island[a], island[b]
        for i in range(count):
            if island[i] == drop:
                island[i] = keep
    return len(set(island))


# wants: graphs/path_copied_per_node
def shortest_chain(contacts, me, target):
    paths = [[me]]
    visited = {me}
    while paths:
        chain = paths.pop(0)
        last = chain[-1]
        if last == target:
            return chain
        for friend in contacts[last]:
            if friend not in visited:
                visited.add(friend)
                paths.append(chain + [friend])
    return []


# wants: containers/insert_front
def newest_first(events):
    timeline = []
    for event in events:
        timeline.insert(0, (event.timestamp, event.name))
    return timeline


# wants: containers/dedupe_keep_order
def unique_visitors(hits):
    visitors = []
    for hit in hits:
        address = hit["ip"]
        if address not in visitors:
            visitors.append(address)
    return visitors


# wants: containers/list_concat_in_loop, containers/tuple_growth, containers/flatten_with_sum
def gather_metrics(hosts):
    samples = []
    for host in hosts:
        samples = samples + [host.cpu, host.memory]
    return samples


# wants: containers/index_in_loop
def rank_of_each(players, leaderboard):
    ranks = {}
    for player in players:
        ranks[player] = leaderboard.index(player) + 1
    return ranks


# wants: containers/dict_keys_list_membership
def known_settings(config, names):
    present = []
    for name in names:
        if name in list(config.keys()):
            present.append((name, config[name]))
    return present


# wants: containers/dict_values_scan
def user_for_token(tokens, wanted):
    owners = []
    for token in wanted:
        for user, value in tokens.items():
            if value == token:
                owners.append(user)
    return owners


# wants: containers/set_built_in_loop
def allowed_requests(requests, blacklist):
    allowed = []
    for request in requests:
        if request.address not in set(blacklist):
            allowed.append(request)
    return allowed


# wants: containers/counting_with_try
def status_histogram(responses):
    histogram = {}
    for response in responses:
        if response.status in histogram:
            histogram[response.status] += 1
        else:
            histogram[response.status] = 1
    return histogram


# wants: containers/remove_while_scanning, containers/list_difference
def drop_expired(sessions, now):
    index = 0
    while index < len(sessions):
        if sessions[index]["expires"] < now:
            sessions.pop(index)
        else:
            index += 1
    return sessions


# wants: containers/max_in_growing_list
def record_highs(readings):
    highs = []
    for i in range(1, len(readings) + 1):
        highs.append(max(readings[:i]))
    return highs


# wants: containers/deepcopy_flat_data, containers/defensive_copy_in_loop
def snapshots(board, moves):
    import copy

    history = []
    for row, column, piece in moves:
        board[row][column] = piece
        history.append(copy.deepcopy(board))
    return history


# wants: sorting/sort_inside_loop
def running_medians(stream):
    window = []
    medians = []
    for number in stream:
        window.append(number)
        window.sort()
        medians.append(window[len(window) // 2])
    return medians


# wants: io/reparse_json_in_loop, loops/hoist_invariant_call
def route_requests(raw_rules, requests):
    import json

    targets = []
    for request in requests:
        rules = json.loads(raw_rules)
        targets.append(rules.get(request["path"], "default"))
    return targets


# wants: io/json_roundtrip_copy
def clone_all(documents):
    import json

    copies = []
    for document in documents:
        copies.append(json.loads(json.dumps(document)))
    return copies


# wants: io/write_line_by_line
def dump_matrix(matrix, stream):
    for row in matrix:
        for cell in row:
            stream.write(str(cell))
            stream.write(" ")
        stream.write("\n")


# wants: loops/list_in_any, loops/any_with_early_exit
def has_negative_balance(accounts):
    return any([account["balance"] < 0 for account in accounts])


# wants: loops/any_with_early_exit
def contains_outlier(samples, ceiling):
    outlier = False
    for sample in samples:
        if abs(sample) > ceiling:
            outlier = True
    return outlier


# wants: generators/list_then_first
def first_available(slots, minutes):
    fitting = [slot for slot in slots if slot.length >= minutes and not slot.taken]
    return fitting[0] if len(fitting) > 0 else None


# wants: classes/eq_scan_to_hash, containers/dedupe_keep_order
class Position:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


def distinct_positions(track):
    known = []
    for x, y in track:
        p = Position(x, y)
        if p not in known:
            known.append(p)
    return known


# wants: itertools/chunks_by_pop
def batches(rows, size):
    out = []
    rest = rows
    while len(rest) > 0:
        out.append(rest[:size])
        rest = rest[size:]
    return out


# wants: caching/repeated_pure_call
def shipping_costs(parcels, distance):
    def quote(weight):
        price = 0.0
        for step in range(1, weight + 1):
            price += 1.0 / step
        return price * distance

    return [quote(parcel) for parcel in parcels]
