// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/textredactor.h"

#include "protocol/engineio/payload.h"
#include "protocol/msgpack/value.h"

#include <QTest>

using namespace Redaction;

/// What stands at the user's paths and under secret names goes, in JSON and MessagePack alike, also
/// where these are within something else.
class TestTextRedactor : public QObject
{
    Q_OBJECT

private slots:
    void pathsInJson_data();
    void pathsInJson();
    void pathsInMessagePack_data();
    void pathsInMessagePack();
    void sameNumberSameStandIn();
    void smallNumbersHaveRoom_data();
    void smallNumbersHaveRoom();
    void bytesAndDates();
    void namedInMessagePack();
    void jsonInJson();
    void packetsInBase64_data();
    void packetsInBase64();
    void framedBodies();
    void whatIsKeptStays();
};

namespace {

/// A plan of what \a texts hold.
Plan planOf(const QByteArrayList &texts, const QByteArrayList &paths = {})
{
    Plan plan;
    QByteArray error;
    for (const QByteArray &path : paths)
        [&] { QVERIFY2(plan.rules.addPath(path, &error), error.constData()); }();
    const Scanner scanner(plan.rules);
    for (const QByteArray &text : texts) {
        for (const Sighting &one : scanner.content(text))
            plan.table.add(one.kind, one.value, one.place);
    }
    return plan;
}

QByteArray redacted(const QByteArray &text, const QByteArrayList &paths = {})
{
    const Plan plan = planOf({text}, paths);
    const QByteArray result = TextRedactor(plan).content(text);
    [&] { QCOMPARE(result.size(), text.size()); }();
    return result;
}

QByteArray packed(const QByteArray &json)
{
    return MsgPack::encodeJson(json).value_or("not JSON");
}

QByteArray unpacked(const QByteArray &bytes)
{
    const auto value = MsgPack::decodeValue(bytes);
    return value && value->size == bytes.size() ? value->json : QByteArray("broken");
}

} // namespace

void TestTextRedactor::pathsInJson_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("text") << QByteArray("\"me@a.org\"") << QByteArray("\"path-1-r\"");
    QTest::newRow("integer") << QByteArray("1234567") << QByteArray("1000001");
    QTest::newRow("a digit") << QByteArray("7") << QByteArray("1");
    QTest::newRow("zero") << QByteArray("0") << QByteArray("1");
    QTest::newRow("one") << QByteArray("1") << QByteArray("2");
    QTest::newRow("negative") << QByteArray("-5") << QByteArray("-1");
    QTest::newRow("fraction") << QByteArray("-52.3702") << QByteArray("-10.0001");
    QTest::newRow("exponent") << QByteArray("1.25e-7") << QByteArray("1.01e-7");
    QTest::newRow("true") << QByteArray("true") << QByteArray("null");
    QTest::newRow("false") << QByteArray("false") << QByteArray("null ");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
}

void TestTextRedactor::pathsInJson()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    const auto around = [](const QByteArray &inner) {
        return QByteArray("42[\"x\",{\"at\":{\"home\":" + inner + "},\"other\":7}]");
    };
    QCOMPARE(redacted(around(value), {"/at/home"}), around(expected));
    QCOMPARE(redacted(around(value)), around(value));
}

void TestTextRedactor::pathsInMessagePack_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("text") << QByteArray("\"me@a.org\"") << QByteArray("\"path-1-r\"");
    QTest::newRow("integer") << QByteArray("1234567") << QByteArray("1000001");
    QTest::newRow("16 bits") << QByteArray("65000") << QByteArray("10001");
    QTest::newRow("a digit") << QByteArray("7") << QByteArray("1");
    QTest::newRow("negative") << QByteArray("-5") << QByteArray("-1");
    QTest::newRow("fraction") << QByteArray("-52.3702") << QByteArray("-10.0001");
    QTest::newRow("a small fraction") << QByteArray("1.25e-07") << QByteArray("1.01e-7");
    QTest::newRow("true") << QByteArray("true") << QByteArray("null");
    QTest::newRow("false") << QByteArray("false") << QByteArray("null");
    QTest::newRow("bytes") << QByteArray(R"({"$binary":"c2VjcmV0IQ=="})") // "secret!"
                           << QByteArray(R"({"$binary":"cGF0aC0xLQ=="})"); // "path-1-"
    QTest::newRow("date") << QByteArray(R"({"$date":"2026-03-01T12:00:00.000Z"})")
                          << QByteArray(R"({"$date":"1970-01-01T00:00:00.000Z"})");
}

void TestTextRedactor::pathsInMessagePack()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    const auto around = [](const QByteArray &inner) {
        return QByteArray(R"({"type":2,"data":["x",{"at":{"home":)" + inner
                          + R"(},"other":7}],"nsp":"/"})");
    };
    const QByteArray was = packed(around(value));
    QCOMPARE(unpacked(redacted(was, {"/at/home"})), around(expected));
    QCOMPARE(unpacked(redacted('\x04' + was, {"/at/home"}).sliced(1)), around(expected));
    QCOMPARE(redacted(was), was);
}

/// Found in JSON, it goes from MessagePack too, where no path leads; and the other way round.
void TestTextRedactor::sameNumberSameStandIn()
{
    const QByteArray json = R"(42["x",{"phone":4915112345678}])";
    const QByteArray inJson = R"(42["y",[4915112345678,"+4915112345678"]])";
    const QByteArray inPack = packed(R"({"y":[4915112345678,1]})");
    const QByteArray text = R"({"text":"4915112345678"})";
    for (const QByteArray &source : {json, packed(R"({"phone":4915112345678})")}) {
        const Plan plan = planOf({source}, {"/phone"});
        QCOMPARE(plan.table.secrets().size(), std::size_t(1));
        const TextRedactor redactor(plan);
        QCOMPARE(redactor.content(inJson),
                 QByteArray(R"(42["y",[1000000000001,"+1000000000001"]])"));
        QCOMPARE(unpacked(redactor.content(inPack)), QByteArray(R"({"y":[1000000000001,1]})"));
        QCOMPARE(unpacked(redactor.content(packed(text))),
                 QByteArray(R"({"text":"1000000000001"})"));
    }
}

void TestTextRedactor::smallNumbersHaveRoom_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("around 0") << -40 << 140;
    QTest::newRow("8 bits") << 250 << 260;
    QTest::newRow("15 bits") << 32'760 << 32'775;
    QTest::newRow("16 bits") << 65'530 << 65'540;
    QTest::newRow("minus 8 bits") << -132 << -124;
    QTest::newRow("minus 16 bits") << -32'772 << -32'764;
}

/// All of them in one capture: none stays, none becomes something else than a number.
void TestTextRedactor::smallNumbersHaveRoom()
{
    QFETCH(int, first);
    QFETCH(int, last);
    QByteArrayList numbers;
    for (int number = first; number <= last; ++number)
        numbers.append(QByteArray::number(number));
    const QByteArray all = "[[" + numbers.join(',') + "]]";
    const Plan plan = planOf({all}, {"/*/*"});
    const QByteArray inPack = unpacked(TextRedactor(plan).content(packed(all)));
    QCOMPARE(inPack, TextRedactor(plan).content(all));
    const QByteArrayList now = inPack.sliced(2, inPack.size() - 4).split(',');
    QCOMPARE(now.size(), numbers.size());
    for (qsizetype i = 0; i < now.size(); ++i) {
        QVERIFY2(now[i] != numbers[i], numbers[i].constData());
        QCOMPARE(now[i].size(), numbers[i].size());
    }
}

void TestTextRedactor::bytesAndDates()
{
    // A timestamp of 32 bits, and an extension of the app's own.
    const QByteArray packet = QByteArray::fromHex("82a161d6ff65e1b380a162c7030561ff62");
    const QByteArray hidden = redacted(packet, {"/a", "/b"});
    QCOMPARE(hidden.toHex(), QByteArray("82a161d6ff00000000a162c70305000000"));
    QCOMPARE(redacted(packet, {"/a"}).toHex(), QByteArray("82a161d6ff00000000a162c7030561ff62"));
    QCOMPARE(redacted(hidden, {"/a", "/b"}), hidden);
}

/// The same names as in JSON: numbers of four digits and more, bytes.
void TestTextRedactor::namedInMessagePack()
{
    const QByteArray json = R"({"pin":1234,"password":123456,"token":1,"secret":)";
    QCOMPARE(unpacked(redacted(packed(json + R"({"$binary":"c2VjcmV0IQ=="}})"))),
             QByteArray(R"({"pin":1234,"password":100001,"token":1,"secret":{"$binary":)"
                        R"("cDJ4eHh4eA=="}})")); // "p2xxxxx"
    // Keys that are numbers lead on.
    const QByteArray byNumber = QByteArray::fromHex("8105a3616263"); // {5: "abc"}
    QCOMPARE(redacted(byNumber, {"/5"}), QByteArray::fromHex("8105") + "\xa3p1x");
}

/// What is too short to be looked for everywhere goes from where it was found.
void TestTextRedactor::jsonInJson()
{
    const QByteArray once = R"(42["x","{\"pin\":7,\"password\":\"abc\"}"])";
    const QByteArray onceHidden = R"(42["x","{\"pin\":1,\"password\":\"p1x\"}"])";
    QCOMPARE(redacted(once, {"/pin"}), onceHidden);
    const QByteArray twice = R"(["{\"a\":\"{\\\"password\\\":\\\"abc\\\"}\"}"])";
    const QByteArray twiceHidden = R"(["{\"a\":\"{\\\"password\\\":\\\"p1x\\\"}\"}"])";
    QCOMPARE(redacted(twice), twiceHidden);
}

void TestTextRedactor::packetsInBase64_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("behind");
    QTest::newRow("a message of version 4") << QByteArray("b") << QByteArray();
    QTest::newRow("a message of version 3") << QByteArray("b4") << QByteArray();
    QTest::newRow("polling of version 4") << QByteArray("2\x1e"
                                                        "b")
                                          << QByteArray("\x1e"
                                                        "3");
    QTest::newRow("polling of version 3") << QByteArray("1:278:b4") << QByteArray("1:3");
    QTest::newRow("jsonp") << QByteArray(R"(___eio[0]("78:b4)") << QByteArray(R"(1:3");)");
    QTest::newRow("jsonp of version 4")
        << QByteArray(R"(___eio[0]("2\u001eb)") << QByteArray(R"(\u001e3");)");
}

void TestTextRedactor::packetsInBase64()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, behind);
    const QByteArray packet = packed(R"({"type":2,"data":["x",{"pin":42,"who":"me"}],"nsp":"/"})");
    const QByteArray hidden = packed(R"({"type":2,"data":["x",{"pin":11,"who":"p2"}],"nsp":"/"})");
    const Plan plan = planOf({packet}, {"/pin", "/who"});
    QCOMPARE(plan.table.find("42")->standIn, QByteArray("11"));
    QCOMPARE(TextRedactor(plan).body(before + packet.toBase64() + behind, false),
             before + hidden.toBase64() + behind);
}

/// Polling of version 3 with bytes: each packet by itself.
void TestTextRedactor::framedBodies()
{
    using namespace EngineIo;
    const auto body = [](const QByteArray &name, const QByteArray &pin) {
        return encodePayload(Revision::V3,
                             {Packet::text(PacketType::Message, "2[\"" + name + "\"]"),
                              Packet::bytes(packed(R"({"data":[{"pin":)" + pin + "}]}"))},
                             PayloadForm::Binary);
    };
    const Plan plan = planOf({packed(R"({"data":[{"pin":42}]})")}, {"/pin"});
    QCOMPARE(TextRedactor(plan).body(body("x", "42"), false),
             body("x", plan.table.find("42")->standIn));
}

void TestTextRedactor::whatIsKeptStays()
{
    const QByteArray packet = packed(R"({"pin":[1234567,true]})");
    Plan plan = planOf({packet}, {"/pin/*"});
    QVERIFY(TextRedactor(plan).content(packet) != packet);
    plan.table.keepKind(Kind::Path);
    QCOMPARE(TextRedactor(plan).content(packet), packet);
}

QTEST_GUILESS_MAIN(TestTextRedactor)
#include "tst_textredactor.moc"
