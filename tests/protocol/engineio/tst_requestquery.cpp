// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/requestquery.h"

#include <QTest>

using namespace EngineIo;

class TestRequestQuery : public QObject
{
    Q_OBJECT

private slots:
    void reads();
    void recognises_data();
    void recognises();
    void forms();
};

void TestRequestQuery::reads()
{
    const auto query = RequestQuery::fromPairs({{"token", "x"},
                                                {"EIO", "3"},
                                                {"transport", "polling"},
                                                {"t", "Q82aEsd"},
                                                {"b64", "1"},
                                                {"j", "2"},
                                                {"sid", "abc"}});
    QCOMPARE(query.revision, Revision::V3);
    QCOMPARE(query.transport, Transport::Polling);
    QCOMPARE(query.sid, "abc");
    QVERIFY(query.b64);
    QCOMPARE(query.jsonp, 2);
}

void TestRequestQuery::recognises_data()
{
    using Pairs = QList<std::pair<QByteArray, QByteArray>>;
    QTest::addColumn<Pairs>("pairs");
    QTest::addColumn<bool>("isEngineIo");
    QTest::newRow("4") << Pairs {{"EIO", "4"}, {"transport", "websocket"}} << true;
    QTest::newRow("unknown revision") << Pairs {{"EIO", "5"}, {"transport", "polling"}} << true;
    QTest::newRow("unknown transport") << Pairs {{"EIO", "4"}, {"transport", "flash"}} << true;
    QTest::newRow("no revision, but a sid")
        << Pairs {{"transport", "polling"}, {"sid", "a"}} << true;
    QTest::newRow("no transport") << Pairs {{"EIO", "4"}} << false;
    QTest::newRow("another app's") << Pairs {{"transport", "car"}, {"sid", "a"}} << false;
    QTest::newRow("nothing") << Pairs {} << false;
}

void TestRequestQuery::recognises()
{
    using Pairs = QList<std::pair<QByteArray, QByteArray>>;
    QFETCH(Pairs, pairs);
    QTEST(RequestQuery::fromPairs(pairs).isEngineIo(), "isEngineIo");
}

void TestRequestQuery::forms()
{
    RequestQuery query;
    query.revision = Revision::V4;
    QCOMPARE(query.requestForm("application/octet-stream"), PayloadForm::Text);
    query.revision = Revision::V3;
    QCOMPARE(query.requestForm("application/octet-stream"), PayloadForm::Binary);
    QCOMPARE(query.responseForm("Application/Octet-Stream; x=1"), PayloadForm::Binary);
    QCOMPARE(query.responseForm("text/plain; charset=UTF-8"), PayloadForm::Text);
    query.jsonp = 0;
    QCOMPARE(query.requestForm("application/x-www-form-urlencoded"), PayloadForm::JsonpPost);
    QCOMPARE(query.requestForm("text/plain"), PayloadForm::Text);
    QCOMPARE(query.responseForm("text/plain; charset=UTF-8"), PayloadForm::JsonpResponse);
    QCOMPARE(query.revisionOr(Revision::V4), Revision::V3);
    QCOMPARE(RequestQuery().revisionOr(Revision::V4), Revision::V4);
}

QTEST_APPLESS_MAIN(TestRequestQuery)
#include "tst_requestquery.moc"
