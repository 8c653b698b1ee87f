// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QRandomGenerator>

/// A query of random terms.
class RandomQuery
{
public:
    explicit RandomQuery(quint32 seed)
        : m_random(seed)
    {
    }

    QByteArray next(int depth = 0)
    {
        const auto shape = m_random.bounded(depth > 2 ? 2U : 6U);
        switch (shape) {
        case 2:
            return "-(" + next(depth + 1) + ')';
        case 3:
            return '(' + next(depth + 1) + " or " + next(depth + 1) + ')';
        case 4:
            return next(depth + 1) + ' ' + next(depth + 1);
        case 5:
            return '-' + term();
        default:
            return term();
        }
    }

    static const QByteArrayList &terms()
    {
        static const QByteArrayList all {"needle",
                                         "NEEDLE",
                                         R"("\"id\":7")",
                                         "chat",
                                         "nowhere",
                                         R"(event:"chat message")",
                                         "event:chat*",
                                         "event:*",
                                         R"(event:"")",
                                         R"(event:"a*b")",
                                         "event:ün*",
                                         "event!=typing",
                                         "event~^t",
                                         "event~ssage$",
                                         R"(event~"")",
                                         "nsp:/chat",
                                         "nsp:/*",
                                         "nsp!=/",
                                         R"(nsp:"")",
                                         "nsp~x$",
                                         "room:lobby",
                                         "room!=lobby",
                                         "room:*",
                                         "room:r*2",
                                         R"(room:"a*b")",
                                         R"(room:"")",
                                         "room~^r",
                                         "dir:sent",
                                         "dir!=sent",
                                         "kind:event",
                                         "kind:eio-*",
                                         "kind!=ack",
                                         "kind!=e*",
                                         "session:2",
                                         "session!=2",
                                         "session:sidB*",
                                         R"(session:"sidC[x]")",
                                         "session~D",
                                         "session:99",
                                         "tcp:3",
                                         "tcp>2",
                                         "transport:polling",
                                         "transport!=websocket",
                                         "size>1k",
                                         "size<=1500",
                                         "size!=0",
                                         "wire>1.5k",
                                         "wire<100",
                                         "ack>1ms",
                                         "ack<=12ms",
                                         "ack!=900us",
                                         "time>15:00",
                                         "time<2026-03-02",
                                         "time:15:04",
                                         "time!=15:04",
                                         "time:2026-03-01",
                                         "time>=2026-03-02T00:30",
                                         "after:#300",
                                         "before:300",
                                         "opcode:text",
                                         "opcode:0",
                                         "opcode!=1",
                                         "opcode:close",
                                         "fin:0",
                                         "fin!=0",
                                         "rsv1:1",
                                         "close:1000",
                                         "close>1000",
                                         "close!=1000",
                                         "status:101",
                                         "status>=200",
                                         "status!=101",
                                         "path:/socket.io/",
                                         "path:/page",
                                         "path!=/feed",
                                         "path~oc",
                                         "source:1",
                                         "source:*srv2",
                                         "source!=2",
                                         "source~9001",
                                         "problem:sio-bad-data",
                                         "problem:sio-*",
                                         "problem!=sio-unknown-ack",
                                         "problem:*",
                                         "is:heartbeat",
                                         "is!=heartbeat",
                                         "is:pending",
                                         "is:unanswered",
                                         "is:problem",
                                         "is:changed",
                                         "is!=changed",
                                         "changed:you",
                                         R"(changed:"lose acks")",
                                         R"(changed:"")",
                                         "changed:*",
                                         "changed:l*s",
                                         "changed!=you",
                                         "changed~^rule",
                                         "is:bookmarked",
                                         "is!=bookmarked",
                                         "dialect:stomp",
                                         "dialect:*",
                                         "dialect!=phoenix",
                                         "verb:S*",
                                         R"(verb:"")",
                                         "verb~_join$",
                                         "note:*",
                                         "note:look*",
                                         R"(note:"")",
                                         "note!=odd",
                                         "note~^o",
                                         "data.user.id=7",
                                         "data.user.id>7",
                                         "data.user",
                                         "data.n<13",
                                         "data.user.id!=7",
                                         "data.tags.1=needle",
                                         "data./1/user/id=8",
                                         "data./0=typing",
                                         "data./user/id=7",
                                         "data.user.name~^A",
                                         "data.1.n=12",
                                         R"(data.e="")",
                                         "data./1=true",
                                         "data.price=99.5"};
        return all;
    }

private:
    QByteArray term() { return terms().at(m_random.bounded(quint32(terms().size()))); }

    QRandomGenerator m_random;
};
