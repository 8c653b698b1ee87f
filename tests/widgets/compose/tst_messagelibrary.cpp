// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/messagelibrary.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestMessageLibrary : public QObject
{
    Q_OBJECT

private slots:
    void keepsMessagesInAFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/messages.json"));
        MessageLibrary library;
        QCOMPARE(library.load(path), QString());
        QVERIFY(library.messages().isEmpty());
        QVERIFY(library.put({QStringLiteral(" b / /c "), QStringLiteral("Two "), message("2")}));
        QVERIFY(library.put({QString(), QStringLiteral("one"), message("1")}));
        QVERIFY(library.put({QStringLiteral("b/c"), QStringLiteral("alpha"), exactMessage()}));
        QVERIFY(!library.put({QString(), QStringLiteral("  "), message("1")}));
        QCOMPARE(library.save(), QString());

        // It may hold tokens.
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));

        MessageLibrary again;
        QCOMPARE(again.load(path), QString());
        QCOMPARE(again.messages(), library.messages());
        QCOMPARE(namesOf(again),
                 (QStringList {QStringLiteral("/one"), QStringLiteral("b/c/alpha"),
                               QStringLiteral("b/c/Two")}));
        QCOMPARE(again.folders(), QStringList {QStringLiteral("b/c")});
        // The spelling of a message is a string in the file, so nobody's JSON library changes it.
        QVERIFY(fileText(path).contains(R"(12345678901234567890.10)"));
        QCOMPARE(again.find(QStringLiteral("b/c"), QStringLiteral("alpha"))->draft, exactMessage());
    }

    void replacesAndRemoves()
    {
        MessageLibrary library;
        library.put({QString(), QStringLiteral("a"), message("1")});
        library.put({QString(), QStringLiteral("a"), message("2")});
        QCOMPARE(library.messages().size(), 1);
        QCOMPARE(library.messages().front().draft, message("2"));
        library.remove(QStringLiteral("x"), QStringLiteral("a"));
        QCOMPARE(library.messages().size(), 1);
        library.remove(QString(), QStringLiteral("a"));
        QVERIFY(library.messages().isEmpty());
    }

    void sharesByFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("shared.json"));
        MessageLibrary theirs;
        theirs.put({QStringLiteral("f"), QStringLiteral("same"), message("1")});
        theirs.put({QStringLiteral("f"), QStringLiteral("other"), message("their own")});
        theirs.put({QStringLiteral("f"), QStringLiteral("new"), message("3")});
        QCOMPARE(theirs.exportTo(path), QString());
        MessageLibrary ours;
        ours.put({QStringLiteral("f"), QStringLiteral("same"), message("1")});
        ours.put({QStringLiteral("f"), QStringLiteral("other"), message("our own")});
        int count = -1;
        QCOMPARE(ours.importFrom(path, &count), QString());
        QCOMPARE(count, 2);
        QCOMPARE(namesOf(ours),
                 (QStringList {QStringLiteral("f/new"), QStringLiteral("f/other"),
                               QStringLiteral("f/other (2)"), QStringLiteral("f/same")}));
        QCOMPARE(ours.find(QStringLiteral("f"), QStringLiteral("other"))->draft,
                 message("our own"));
    }

    void saysWhatIsWrongWithAFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("no JSON") << QByteArray("{\n\"a\":}") << QStringLiteral("line 2");
        QTest::newRow("another kind") << QByteArray("{}") << QStringLiteral("another kind");
        QTest::newRow("later version")
            << QByteArray(R"({"sockscope":"messages","version":2})") << QStringLiteral("later");
        QTest::newRow("no message")
            << QByteArray(R"({"sockscope":"messages","version":1,"messages":[{"name":"n"}]})")
            << QStringLiteral("Message 1");
    }

    void saysWhatIsWrongWithAFile()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        MessageLibrary library;
        library.put({QString(), QStringLiteral("a"), message("1")});
        int count = 0;
        const QString error = library.importFrom(path, &count);
        QVERIFY2(error.contains(word), qPrintable(error));
        QCOMPARE(library.messages().size(), 1);
        QCOMPARE(fileText(path), bytes);

        // What cannot be read is never written over.
        QCOMPARE(library.load(path), error);
        library.put({QString(), QStringLiteral("a"), message("1")});
        QVERIFY(library.save().contains(path));
        QCOMPARE(fileText(path), bytes);
        QVERIFY(QFile::remove(path));
        QCOMPARE(library.refresh(), QString());
        library.put({QString(), QStringLiteral("a"), message("1")});
        QCOMPARE(library.save(), QString());
    }

    void seesWhatAnotherWindowSaved()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.json"));
        MessageLibrary one;
        MessageLibrary other;
        QCOMPARE(one.load(path) + other.load(path), QString());
        one.put({QString(), QStringLiteral("one"), message("1")});
        QCOMPARE(one.save(), QString());
        QCOMPARE(other.refresh(), QString());
        other.put({QString(), QStringLiteral("other"), message("2")});
        QCOMPARE(other.save(), QString());
        MessageLibrary both;
        QCOMPARE(both.load(path), QString());
        QCOMPARE(namesOf(both), (QStringList {QStringLiteral("/one"), QStringLiteral("/other")}));
    }

    void saysThatAFileIsMissing()
    {
        MessageLibrary library;
        int count = 0;
        QVERIFY(library.importFrom(QStringLiteral("/nowhere/x.json"), &count)
                    .contains(QStringLiteral("x.json")));
        QVERIFY(!library.exportTo(QStringLiteral("/proc/nowhere/x.json")).isEmpty());
    }

private:
    static ComposeDraft message(const QByteArray &text)
    {
        ComposeDraft draft;
        draft.event = "e";
        draft.arguments = {{ComposeArgument::Kind::Text, text, {}, {}}};
        return draft;
    }

    static ComposeDraft exactMessage()
    {
        ComposeDraft draft;
        draft.event = "\xef\xbb\xbf\xff";
        draft.arguments = {{ComposeArgument::Kind::Json,
                            "{ \"b\":12345678901234567890.10,\n\"a\":1,\"a\":2}",
                            {},
                            {}},
                           {ComposeArgument::Kind::File, {}, QByteArray("\x00\xff", 2), {}},
                           {ComposeArgument::Kind::File, {}, {}, QStringLiteral("cat.png")}};
        draft.asksForAck = true;
        draft.ackTimeout = std::chrono::milliseconds(1234);
        return draft;
    }

    static QStringList namesOf(const MessageLibrary &library)
    {
        QStringList names;
        for (const SavedMessage &saved : library.messages())
            names.append(saved.folder + QLatin1Char('/') + saved.name);
        return names;
    }

    static QByteArray fileText(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_APPLESS_MAIN(TestMessageLibrary)
#include "tst_messagelibrary.moc"
