// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/dialecttable.h"

#include "protocol/dialects/actioncable.h"
#include "protocol/dialects/graphql.h"
#include "protocol/dialects/jsonrpc.h"
#include "protocol/dialects/mqtt.h"
#include "protocol/dialects/phoenix.h"
#include "protocol/dialects/pusher.h"
#include "protocol/dialects/signalr.h"
#include "protocol/dialects/sockjs.h"
#include "protocol/dialects/stomp.h"
#include "protocol/dialects/wamp.h"

#include <algorithm>
#include <array>

namespace Dialects {

namespace {

template<typename Type>
std::unique_ptr<Decoder> make()
{
    return std::make_unique<Type>();
}

const std::array Table {
    Entry {Dialect::Stomp, "v10.stomp v11.stomp v12.stomp", "", &Stomp::likeness, &make<Stomp>},
    Entry {Dialect::Phoenix, "phoenix", "/websocket", &Phoenix::likeness, &make<Phoenix>},
    Entry {Dialect::GraphQl, "graphql-transport-ws graphql-ws", "/graphql /subscriptions",
           &GraphQl::likeness, &make<GraphQl>},
    Entry {Dialect::SignalR, "", "", &SignalR::likeness, &make<SignalR>},
    Entry {Dialect::Pusher, "", "/app/*", &Pusher::likeness, &make<Pusher>},
    Entry {Dialect::ActionCable, "actioncable-v1-json", "/cable", &ActionCable::likeness,
           &make<ActionCable>},
    Entry {Dialect::Mqtt, "mqtt mqttv3.1", "", &Mqtt::likeness, &make<Mqtt>},
    Entry {Dialect::Wamp, "wamp.2.json", "", &Wamp::likeness, &make<Wamp>},
    Entry {Dialect::SockJs, "", "/*/*/websocket", &SockJs::likeness, &make<SockJs>},
    Entry {Dialect::JsonRpc, "", "", &JsonRpc::likeness, &make<JsonRpc>},
};

} // namespace

bool Entry::hasSubprotocol(QByteArrayView name) const
{
    return QByteArray(subprotocols).split(' ').contains(name.toByteArray().toLower());
}

bool Entry::suitsPath(QByteArrayView path) const
{
    const QByteArrayList segments = path.toByteArray().split('/');
    const QByteArrayList patterns = QByteArray(paths).split(' ');
    return std::any_of(patterns.begin(), patterns.end(), [&](const QByteArray &pattern) {
        const QByteArrayList wanted = pattern.split('/');
        if (wanted.size() < 2 || wanted.size() > segments.size())
            return false;
        return std::equal(wanted.rbegin(), wanted.rend() - 1, segments.rbegin(),
                          [](const QByteArray &want, const QByteArray &is) {
                              return want == "*" ? !is.isEmpty() : want == is;
                          });
    });
}

std::span<const Entry> dialectTable()
{
    return Table;
}

std::unique_ptr<Decoder> newDecoder(Dialect dialect)
{
    const auto found = std::find_if(Table.begin(), Table.end(), [dialect](const Entry &entry) {
        return entry.dialect == dialect;
    });
    return found == Table.end() ? nullptr : found->make();
}

} // namespace Dialects
