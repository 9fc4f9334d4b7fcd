-- Load for the service: records of a file, one or several a request. The name of the token's file, of the records' file (NDJSON, one kind) and
-- how many records a request has come after `--`:
--
--   wrk -t1 -c16 -d10s --latency -s engine/service/benches/load.lua http://127.0.0.1:8470/v1/decisions \
--     -- .hirewall/token tests/records/applicants.ndjson 1

local requests, at = {}, 0

function init(arguments)
  local token, records, batch = arguments[1], arguments[2], tonumber(arguments[3] or "1")
  local lines = {}
  for line in io.lines(records) do
    lines[#lines + 1] = line
  end
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. io.open(token):read("*l")
  wrk.headers["Content-Type"] = batch == 1 and "application/json" or "application/x-ndjson"
  -- Each record begins a request, so that requests differ.
  for first = 1, #lines do
    local body = {}
    for n = 0, batch - 1 do
      body[n + 1] = lines[(first + n - 1) % #lines + 1]
    end
    -- Written out once: putting a request together costs the client as much as sending it.
    requests[first] = wrk.format(nil, nil, nil, table.concat(body, "\n"))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
