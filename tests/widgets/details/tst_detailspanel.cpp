// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "tests/support/samplecapture.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/details/alterationblock.h"
#include "widgets/details/answerblock.h"
#include "widgets/details/costbar.h"
#include "widgets/details/detailspanel.h"
#include "widgets/details/facts.h"
#include "widgets/details/framelistmodel.h"
#include "widgets/details/framespage.h"
#include "widgets/details/handshakepage.h"
#include "widgets/details/hexpage.h"
#include "widgets/details/hexview.h"
#include "widgets/details/jsontreemodel.h"
#include "widgets/details/jsontreeview.h"
#include "widgets/details/messagepage.h"
#include "widgets/details/noteblock.h"
#include "widgets/details/textpage.h"
#include "widgets/details/textview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

using Tab = DetailsPanel::Tab;

class TestDetailsPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_feed = std::make_unique<CaptureFeed>();
        m_selection = std::make_unique<Selection>();
        m_panel = std::make_unique<DetailsPanel>(*m_feed, *m_selection, m_theme);
        m_panel->resize(360, 820);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        auto reader = m_capture.open();
        QVERIFY(reader);
        m_feed->open(std::move(reader));
    }
    void cleanup()
    {
        m_panel.reset();
        m_selection.reset();
        m_feed.reset();
    }

    void showsAnEventAsATree()
    {
        m_selection->selectMessage(SampleCapture::Asking);
        const auto *const model = page<MessagePage>()->tree()->jsonModel();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("0: \"chat message\""));
        const QModelIndex object = model->index(1, 0);
        QCOMPARE(model->rowCount(object), 3);
        QCOMPARE(model->index(0, 0, object).data().toString(), QStringLiteral("z: 1"));
        QCOMPARE(model->index(1, 0, object).data().toString(),
                 QStringLiteral("a: 12345678901234567890.10"));
        QCOMPARE(model->index(2, 0, object).data().toString(), QStringLiteral("a: 2"));
        QVERIFY(page<MessagePage>()->cost()->description().contains(QStringLiteral("payload")));
    }

    void jumpsBetweenAPair()
    {
        m_selection->selectMessage(SampleCapture::Asking);
        QCOMPARE(page<MessagePage>()->answer()->text(), QStringLiteral("#5 after 812 ms"));
        QTest::mouseClick(page<MessagePage>()->answer()->findChild<QPushButton *>(),
                          Qt::LeftButton);
        QCOMPARE(m_selection->message(), Capture::Id(SampleCapture::Answer));
        QCOMPARE(page<MessagePage>()->answer()->text(), QStringLiteral("#4 after 812 ms"));
    }

    void saysHowAnAnswerStands()
    {
        m_feed->open(m_capture.open(), [this] { return m_capture.open(); });
        m_selection->selectMessage(SampleCapture::Answer);
        QTRY_COMPARE(page<MessagePage>()->answer()->rankText(),
                     QStringLiteral("the only answer of its kind"));
        m_selection->selectMessage(SampleCapture::Pending);
        QCOMPARE(page<MessagePage>()->answer()->rankText(), QString());
    }

    void showsWhatIsWrongInWords()
    {
        m_selection->selectMessage(SampleCapture::Pending);
        QVERIFY(
            page<MessagePage>()->problemText().contains(QStringLiteral("Namespace not connected")));
        QCOMPARE(page<MessagePage>()->answer()->text(), QStringLiteral("not answered yet"));
    }

    void showsBothVersionsOfWhatWasReplaced()
    {
        using Version = AlterationBlock::Version;
        ChatCapture chat;
        chat.addChat();
        m_feed->open(chat.reader());
        m_selection->selectMessage(5);
        auto *const block = page<MessagePage>()->alteration();
        QVERIFY(block->isHidden());
        m_feed->apply(
            chat.alter(5,
                       {.what = Capture::Alteration::What::Replaced,
                        .by = "you",
                        .heldUs = 2'100'000,
                        .other = R"(42/chat,5["chat message",{"room":"lobby","text":"was"}])"}));
        QCOMPARE(block->text(), QStringLiteral("replaced by you, held 2.10 s"));
        const auto *const model = page<MessagePage>()->tree()->jsonModel();
        const auto textOf
            = [model] { return model->index(1, 0, model->index(1, 0)).data().toString(); };
        QCOMPARE(textOf(), QStringLiteral("text: \"hi\""));
        block->setVersion(Version::Other);
        QCOMPARE(textOf(), QStringLiteral("text: \"was\""));
        block->setVersion(Version::Compared);
        const QString compared = page<MessagePage>()->text()->content();
        QVERIFY2(
            compared.contains(QStringLiteral("-     \"text\": \"was\"\n+     \"text\": \"hi\"")),
            qPrintable(compared));
        m_selection->selectMessage(7);
        QVERIFY(block->isHidden());
        m_selection->selectMessage(5);
        QCOMPARE(textOf(), QStringLiteral("text: \"hi\""));
        m_feed->close();
    }

    void showsAnAttachmentInHex()
    {
        m_selection->selectMessage(SampleCapture::Upload);
        auto *const tree = page<MessagePage>()->tree();
        const QModelIndex attachment = tree->jsonModel()->index(2, 0);
        QVERIFY(attachment.data().toString().contains(QStringLiteral("application/pdf")));
        tree->setCurrentIndex(attachment);
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(m_panel->currentTab(), Tab::Hex);
        QCOMPARE(page<HexPage>()->view()->size(), SampleCapture::pdf().size());
    }

    void showsMessagePackAsATree()
    {
        m_selection->selectMessage(SampleCapture::Msgpack);
        const auto *const model = page<MessagePage>()->tree()->jsonModel();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("0: \"hello\""));
        QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("1: 2 B"));
    }

    void showsTextAsItCrossed()
    {
        m_panel->showTab(Tab::Text);
        m_selection->selectMessage(SampleCapture::BadText);
        QCOMPARE(page<TextPage>()->view()->content(), QStringLiteral("caf\\xe9 {\"a\":1}\nsecond"));
        m_selection->selectMessage(SampleCapture::Asking);
        QVERIFY(page<TextPage>()->view()->content().startsWith(QStringLiteral("426[")));
    }

    void loadsLongPayloadsWhenAsked()
    {
        m_panel->showTab(Tab::Text);
        m_selection->selectMessage(SampleCapture::Long);
        TextPage *const text = page<TextPage>();
        QVERIFY(text->view()->content().size() <= Payload::FirstPart);
        auto *const load = button(text, QStringLiteral("Load all"));
        QVERIFY(load && load->isVisible());
        QTest::mouseClick(load, Qt::LeftButton);
        QTRY_VERIFY(text->view()->content().size() >= SampleCapture::LongSize);
        QVERIFY(!load->isVisible());
        // What one tab has loaded the other one has.
        m_panel->showTab(Tab::Message);
        QVERIFY(!button(page<MessagePage>(), QStringLiteral("Load all"))->isVisible());
        QVERIFY(page<MessagePage>()->tree()->jsonModel()->document().text().size()
                >= SampleCapture::LongSize);
    }

    void showsFrames()
    {
        m_selection->selectFrame(SampleCapture::Answer, SampleCapture::Answer);
        QCOMPARE(m_panel->currentTab(), Tab::Frames);
        QCOMPARE(page<FramesPage>()->model()->rowCount(), 1);
    }

    void showsTheHandshake()
    {
        m_panel->showTab(Tab::Handshake);
        m_selection->selectMessage(SampleCapture::Asking, 1, 1);
        HandshakePage *const handshake = page<HandshakePage>();
        QVERIFY(
            handshake->request()->content().startsWith(QStringLiteral("GET /socket.io/?EIO=4")));
        QVERIFY(handshake->response()->content().contains(QStringLiteral("101 Switching")));
        QCOMPARE(handshake->facts()->value(QStringLiteral("Client")),
                 QStringLiteral("127.0.0.1:41233"));
    }

    void hidesSessionKeysUntilAsked()
    {
        const QString sid = QString::fromLatin1(SampleCapture::sid());
        m_selection->selectMessage(SampleCapture::Open, 1, 1);
        const auto *const model = page<MessagePage>()->tree()->jsonModel();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("sid: \"GVE4…\""));
        m_panel->showTab(Tab::Text);
        QVERIFY(!page<TextPage>()->view()->content().contains(sid));
        m_panel->showTab(Tab::Handshake);
        QVERIFY(!page<HandshakePage>()->request()->content().contains(sid));

        auto *const keys = m_panel->findChild<QCheckBox *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(keys && keys->isVisible());
        keys->setFocus();
        QTest::keyClick(keys, Qt::Key_Space);
        QVERIFY(page<HandshakePage>()->request()->content().contains(sid));
        m_panel->showTab(Tab::Text);
        QVERIFY(page<TextPage>()->view()->content().contains(sid));
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("sid: \"%1\"").arg(sid));
    }

    void hidesRecoveryKeys()
    {
        m_selection->selectMessage(SampleCapture::Connect, 1, 1);
        const auto *const model = page<MessagePage>()->tree()->jsonModel();
        QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("pid: \"Zz8k…\""));
    }

    void showsACloseFrame()
    {
        m_selection->selectMessage(SampleCapture::Close);
        const auto *const facts = page<MessagePage>()->findChild<Facts *>();
        QCOMPARE(facts->value(QStringLiteral("Close code")), QStringLiteral("1001 Going Away"));
        QCOMPARE(facts->value(QStringLiteral("Reason")), QStringLiteral("going home"));
    }

    void decodesBodies()
    {
        m_selection->selectExchange(SampleCapture::Coded, 1, 1);
        m_panel->showTab(Tab::Text);
        QCOMPARE(page<TextPage>()->view()->content(), QStringLiteral("it's @here"));
        auto *const parts = page<TextPage>()->findChild<QComboBox *>();
        QVERIFY(parts && parts->isVisible());
        QTest::keyClick(parts, Qt::Key_Down);
        QCOMPARE(page<TextPage>()->view()->content(),
                 QString::fromUtf8(SampleCapture::codedJson()));
        QVERIFY(!m_panel->findChild<QTabBar *>()->isTabEnabled(static_cast<int>(Tab::Frames)));
    }

    void showsAHandshakeLineAsItsExchange()
    {
        m_selection->selectMessage(SampleCapture::Handshake);
        QVERIFY(page<MessagePage>()->cost()->description().contains(QStringLiteral("heads")));
    }

    void showsSessionsAndConnections()
    {
        m_selection->selectSession(1);
        m_panel->showTab(Tab::Handshake);
        QVERIFY(page<HandshakePage>()->request()->content().startsWith(QStringLiteral("GET ")));
        m_panel->showTab(Tab::Message);
        m_feed->annotate(Capture::SessionNote {.session = 1, .note = "the odd one"});
        QCOMPARE(page<MessagePage>()->note()->text(), QStringLiteral("the odd one"));
        m_panel->showTab(Tab::Handshake);
        m_selection->selectConnection(1);
        QVERIFY(!page<HandshakePage>()->facts()->value(QStringLiteral("Opened")).isEmpty());
    }

    void hearsOfAnAnswer()
    {
        m_selection->selectMessage(SampleCapture::Pending, 1, 1);
        Capture::Advance advance;
        Capture::SessionRecord session = Samples::session(1);
        session.state = Capture::SessionRecord::State::Closed;
        advance.sessions.push_back(session);
        m_feed->apply(advance);
        QCOMPARE(page<MessagePage>()->answer()->text(), QStringLiteral("never answered"));
    }

    void forgetsAnotherCapture()
    {
        m_selection->selectMessage(SampleCapture::Long);
        m_feed->close();
        QCOMPARE(page<MessagePage>()->tree()->jsonModel()->rowCount(), 0);
        for (const Tab tab : {Tab::Text, Tab::Hex, Tab::Frames, Tab::Handshake, Tab::Message})
            m_panel->showTab(tab);
        QCOMPARE(page<HexPage>()->view()->size(), 0);
    }

    void showsEveryMessageInEveryTab()
    {
        for (Capture::Id id = SampleCapture::Handshake; id <= SampleCapture::Msgpack; ++id) {
            for (const Tab tab : {Tab::Message, Tab::Text, Tab::Hex, Tab::Frames, Tab::Handshake}) {
                m_panel->showTab(tab);
                m_selection->selectMessage(id, 1, 1);
                QVERIFY(!m_panel->grab().isNull());
            }
            m_selection->clear();
        }
    }

private:
    template<typename Page>
    Page *page() const
    {
        return m_panel->findChild<Page *>();
    }
    static QPushButton *button(const QWidget *widget, const QString &text)
    {
        const auto buttons = widget->findChildren<QPushButton *>();
        for (QPushButton *const candidate : buttons) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

    const SampleCapture m_capture;
    const Theme m_theme;
    std::unique_ptr<CaptureFeed> m_feed;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<DetailsPanel> m_panel;
};

QTEST_MAIN(TestDetailsPanel)
#include "tst_detailspanel.moc"
