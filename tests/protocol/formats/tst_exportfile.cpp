// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/exportfile.h"

#include "protocol/formats/jsonlines.h"
#include "tests/support/exporting.h"
#include "tests/support/samplecapture.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Formats;

/// An export is written whole, or the file is as it was.
class TestExportFile : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatTheFormatSays();
    void aStoppedOneLeavesTheFileAsItWas();
    void aFullDiskLeavesTheFileAsItWas();
    void saysWhereItCannotWrite();
    void refusesTheCaptureItself();

private:
    static constexpr auto Before = "what was there before";

    QString pathOf(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Also that nothing else lies beside it.
    void compareAsBefore(const QString &path) const
    {
        QCOMPARE(contentOf(path), QByteArray(Before));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList {QFileInfo(path).fileName()});
        QVERIFY(QFile::remove(path));
    }
    QString somethingAt(const char *name) const
    {
        QFile file(pathOf(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(Before);
        return file.fileName();
    }
    static Export exportOf(Capture::StoreReader &reader)
    {
        return {.reader = reader, .choice = {}, .sink = {}, .progress = {}, .error = {}};
    }

    SampleCapture m_capture;
    QTemporaryDir m_folder;
};

void TestExportFile::writesWhatTheFormatSays()
{
    const auto reader = m_capture.open();
    const QString path = somethingAt("a.jsonl");
    Export work = exportOf(*reader);
    const auto bytes = writeToFile(path, m_capture.path(), work, writeJsonLines);
    QVERIFY2(bytes, qPrintable(work.error));
    const QByteArray expected = Exporting::text(*reader, writeJsonLines);
    QCOMPARE(contentOf(path), expected);
    QCOMPARE(*bytes, expected.size());
    QVERIFY(QFile::remove(path));
}

void TestExportFile::aStoppedOneLeavesTheFileAsItWas()
{
    const auto reader = m_capture.open();
    const QString path = somethingAt("stopped.jsonl");
    Export work = exportOf(*reader);
    int asked = 0;
    work.progress = [&asked](double /*done*/) {
        ++asked;
        return false;
    };
    QVERIFY(!writeToFile(path, m_capture.path(), work, writeJsonLines));
    QCOMPARE(asked, 1);
    QCOMPARE(work.error, QString());
    compareAsBefore(path);
}

void TestExportFile::aFullDiskLeavesTheFileAsItWas()
{
    const auto reader = m_capture.open();
    const QString path = somethingAt("full.jsonl");
    Export work = exportOf(*reader);
    // The system lets no file grow beyond that.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit narrow {rlim_t(1) << 20, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &narrow), 0);
    const bool isWritten = writeToFile(path, m_capture.path(), work, writeJsonLines).has_value();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!isWritten);
    QVERIFY2(work.error.startsWith(path + QStringLiteral(" could not be written: ")),
             qPrintable(work.error));
    compareAsBefore(path);
}

void TestExportFile::saysWhereItCannotWrite()
{
    const auto reader = m_capture.open();
    const QString file = somethingAt("file");
    for (const QString &path : {pathOf("none/a.jsonl"), pathOf("file/a.jsonl")}) {
        Export work = exportOf(*reader);
        QVERIFY(!writeToFile(path, m_capture.path(), work, writeJsonLines));
        QVERIFY2(work.error.startsWith(path + QStringLiteral(" could not be written: "))
                     && work.error.endsWith(u'.'),
                 qPrintable(work.error));
        QCOMPARE(objectionTo(path, m_capture.path()), work.error);
    }
    Export work = exportOf(*reader);
    QVERIFY(!writeToFile(m_folder.path(), m_capture.path(), work, writeJsonLines));
    QCOMPARE(work.error, m_folder.path() + QStringLiteral(" is a folder."));
    QCOMPARE(objectionTo(file, m_capture.path()), QString()); // and it is as it was
    compareAsBefore(file);
}

void TestExportFile::refusesTheCaptureItself()
{
    const auto reader = m_capture.open();
    const QByteArray before = contentOf(m_capture.path());
    const QString link = pathOf("link.jsonl");
    QVERIFY(QFile::link(m_capture.path(), link));
    for (const QString &path : {m_capture.path(), link}) {
        Export work = exportOf(*reader);
        QVERIFY(!writeToFile(path, m_capture.path(), work, writeJsonLines));
        QVERIFY2(work.error.contains(QStringLiteral("is the capture itself")),
                 qPrintable(work.error));
    }
    QCOMPARE(contentOf(m_capture.path()), before);
}

QTEST_GUILESS_MAIN(TestExportFile)
#include "tst_exportfile.moc"
