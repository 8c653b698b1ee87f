// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/connect/connectdialog.h"
#include "widgets/connect/entrytable.h"
#include "widgets/connect/profilefile.h"
#include "widgets/connect/secretstore.h"

#include <QHash>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using Phase = ConnectDialog::Phase;

namespace {

/// A keyring in memory, or none.
class FakeKeyring : public SecretStore
{
public:
    void read(const QString &key, Read done) override
    {
        QTimer::singleShot(0, this, [this, key, done] {
            const bool has = isThere && values.contains(key);
            done(has ? std::optional(values.value(key)) : std::nullopt, isThere);
        });
    }
    void write(const QString &key, const QByteArray &value, Written done) override
    {
        if (isThere)
            values.insert(key, value);
        QTimer::singleShot(0, this, [this, done] { done(isThere); });
    }
    void remove(const QString &key) override { values.remove(key); }

    QHash<QString, QByteArray> values;
    bool isThere = true;
};

} // namespace

class TestConnectDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_profiles
            = std::make_unique<ProfileFile>(m_folder->filePath(QStringLiteral("connections.json")));
        m_keyring = std::make_unique<FakeKeyring>();
        makeDialog();
    }
    void cleanup() { m_dialog.reset(); }

    void typesAnAddressAndConnects()
    {
        QSignalSpy asked(m_dialog.get(), &ConnectDialog::connectRequested);
        QTest::keyClicks(address(), QStringLiteral("localhost:3000/chat"));
        QTest::keyClick(address(), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        const auto options = asked.front().front().value<Client::ClientOptions>();
        QCOMPARE(options.url, QByteArray("http://localhost:3000"));
        QCOMPARE(options.protocol, Client::Protocol::SocketIo);
        QCOMPARE(options.namespaces.size(), 1);
        QCOMPARE(options.namespaces.constFirst().name, QByteArray("/chat"));
        QCOMPARE(m_dialog->phase(), Phase::Connecting);
        QVERIFY(!button("Connecting…")->isEnabled());
        m_dialog->connected();
        QVERIFY(!m_dialog->isVisible());
    }

    void guessesThePlainProtocolUntilToldOtherwise()
    {
        auto *const protocol = m_dialog->findChild<SegmentedButton *>();
        QTest::keyClicks(address(), QStringLiteral("ws://h/feed"));
        QCOMPARE(protocol->currentIndex(), 1);
        QCOMPARE(m_dialog->request().options.url, QByteArray("ws://h/feed"));
        protocol->setCurrentIndex(0);
        QCOMPARE(m_dialog->request().options.protocol, Client::Protocol::SocketIo);
        QTest::keyClicks(address(), QStringLiteral("s"));
        QCOMPARE(protocol->currentIndex(), 0);
    }

    void followsTheNamespaceOfTheAddress()
    {
        QTest::keyClicks(address(), QStringLiteral("http://h/chat"));
        QCOMPARE(m_dialog->request().options.namespaces.constFirst().name, QByteArray("/chat"));
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(address(), Qt::Key_Backspace);
        QCOMPARE(m_dialog->request().options.namespaces.constFirst().name, QByteArray("/"));
    }

    void saysWhyItFailed()
    {
        QTest::keyClicks(address(), QStringLiteral("https://h"));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        Client::Failure failure;
        failure.kind = Client::FailureKind::TlsSelfSigned;
        failure.fingerprint = QByteArray(64, 'c');
        m_dialog->failed(failure);
        QCOMPARE(m_dialog->phase(), Phase::Asking);
        QVERIFY(m_dialog->message().contains(QLatin1String("self-signed")));
        QPushButton *const accept = button("Accept this certificate");
        QVERIFY(accept->isVisible());
        QSignalSpy asked(m_dialog.get(), &ConnectDialog::connectRequested);
        QTest::mouseClick(accept, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        const auto options = asked.front().front().value<Client::ClientOptions>();
        QCOMPARE(options.tls.acceptedFingerprint, failure.fingerprint);
        QVERIFY(!accept->isVisible());
    }

    void cancelGivesUp()
    {
        QSignalSpy cancelled(m_dialog.get(), &ConnectDialog::cancelRequested);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QTest::mouseClick(button("Cancel"), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(!m_dialog->isVisible());
    }

    void showsWhatIsWrongInPlace()
    {
        QSignalSpy asked(m_dialog.get(), &ConnectDialog::connectRequested);
        QTest::keyClicks(address(), QStringLiteral("ftp://h"));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(asked.count(), 0);
        QVERIFY(!m_dialog->message().isEmpty());
    }

    void savesAndComesBackWithItsSecrets()
    {
        saveOne();
        QTRY_VERIFY(m_dialog->message().contains(QLatin1String("keyring")));
        makeDialog();
        choose(1);
        QTRY_COMPARE(m_dialog->request().options.namespaces.constFirst().auth,
                     QByteArray(R"({"token":"4uth"})"));
        QCOMPARE(m_dialog->request().options.url, QByteArray("http://h"));
    }

    void asksAgainWithoutAKeyring()
    {
        m_keyring->isThere = false;
        saveOne();
        QTRY_VERIFY(m_dialog->message().contains(QLatin1String("asked for each time")));
        makeDialog();
        choose(1);
        QTRY_VERIFY(m_dialog->message().contains(QLatin1String("auth /")));
        QVERIFY(m_dialog->request().options.namespaces.constFirst().auth.isEmpty());
    }

    void removesAProfileWithItsSecrets()
    {
        saveOne();
        QTRY_COMPARE(m_keyring->values.size(), 1);
        QTest::mouseClick(button("Remove", "Remove the saved connection"), Qt::LeftButton);
        QVERIFY(m_keyring->values.isEmpty());
        QCOMPARE(list()->count(), 1);
        QVERIFY(m_profiles->profiles().isEmpty());
    }

    void writesHeadersIntoTheTable()
    {
        ConnectRequest request;
        request.options.url = "ws://h";
        request.options.protocol = Client::Protocol::WebSocket;
        request.options.fields = {{"Origin", "https://example.org"}};
        request.options.subprotocols = {"a", "b"};
        m_dialog->setRequest(request);
        QVERIFY(m_dialog->request() == request);
    }

private:
    void makeDialog()
    {
        m_dialog = std::make_unique<ConnectDialog>(m_theme, *m_profiles, *m_keyring);
        m_dialog->setAskName([](QWidget *, const QString &) { return QStringLiteral("Local"); });
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void saveOne()
    {
        ConnectRequest request;
        request.options.url = "http://h";
        request.options.namespaces[0].auth = R"({"token":"4uth"})";
        m_dialog->setRequest(request);
        QTest::mouseClick(button("Save…"), Qt::LeftButton);
        QCOMPARE(m_profiles->profiles().size(), 1);
    }

    void choose(int row)
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualItemRect(list()->item(row)).center());
    }

    QListWidget *list() const { return m_dialog->findChild<QListWidget *>(); }

    QPushButton *button(const char *text, const char *toolTip = "") const
    {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        for (QPushButton *const candidate : buttons) {
            if (candidate->text() == QString::fromUtf8(text)
                && candidate->toolTip().contains(QLatin1String(toolTip)))
                return candidate;
        }
        return nullptr;
    }

    QLineEdit *address() const
    {
        const auto edits = m_dialog->findChildren<QLineEdit *>();
        for (QLineEdit *const candidate : edits) {
            if (candidate->accessibleName() == QLatin1String("Address of the server"))
                return candidate;
        }
        return nullptr;
    }

    const Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileFile> m_profiles;
    std::unique_ptr<FakeKeyring> m_keyring;
    std::unique_ptr<ConnectDialog> m_dialog;
};

QTEST_MAIN(TestConnectDialog)
#include "tst_connectdialog.moc"
