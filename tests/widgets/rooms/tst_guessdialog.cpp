// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/theme.h"
#include "widgets/rooms/guessdialog.h"
#include "widgets/rooms/guesses.h"
#include "widgets/rooms/ruleform.h"

#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace Capture;

/// Guessing rooms as a user does it, over a real capture.
class TestGuessDialog : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m = std::make_unique<Parts>();
        m->chat.addChat();
        m->join = m->chat.addSent(1, "join", "\"kitchen\"");
        m->chat.addSent(2, "join", "\"kitchen\"");
        m->chat.addSent(2, "leave", "\"kitchen\"");
        for (int i = 0; i < 6; ++i)
            m->chat.addNews({1, 2});
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        connect(&m->guesses, &Guesses::guessed, this,
                [this](const std::vector<MembershipRecord> &all) { m->guessed = all; });
        connect(&m->guesses, &Guesses::forgotten, this, [this] { m->guessed.clear(); });
        m->dialog.show();
        QTRY_VERIFY(m->guesses.findings() && !m->guesses.isBusy());
    }
    void cleanup() { m.reset(); }

    void aProposalBecomesARule()
    {
        takeProposal("join");
        QCOMPARE(m->guesses.rules().size(), std::size_t(1));
        QTRY_COMPARE(form().preview()->rowCount(), 2);
        QCOMPARE(form().preview()->item(0, 0)->text(), QString::number(m->join));
        QTRY_COMPARE(words(), QByteArrayList({"kitchen 1", "kitchen 2"}));
        takeProposal("leave");
        QTRY_COMPARE(words(), QByteArrayList({"kitchen 1", "kitchen 2-"}));
        for (const MembershipRecord &one : m->guessed) {
            QCOMPARE(one.how, MembershipRecord::How::Inferred);
            QVERIFY(one.id < 0);
            QVERIFY(one.evidence.contains("join"));
        }
    }

    void whatIsOffMakesNothing()
    {
        takeProposal("join");
        QTRY_VERIFY(!m->guessed.empty());
        ruleList().item(0)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY(m->guessed.empty());
        ruleList().item(0)->setCheckState(Qt::Checked);
        QTRY_VERIFY(!m->guessed.empty());
        push("Remove");
        QTRY_VERIFY(m->guessed.empty());
        QVERIFY(m->guesses.rules().empty());
    }

    void aRuleByHand()
    {
        push("Add");
        write("ruleFilter", "event:join dir:sent");
        write("ruleRoom", "/0");
        QTRY_COMPARE(form().preview()->rowCount(), 2);
        QTRY_COMPARE(words(), QByteArrayList({"kitchen 1", "kitchen 2"}));
        write("ruleFilter", "nokey:join");
        QTRY_VERIFY(!form().findChild<ErrorLabel *>()->words().isEmpty());
        QTRY_VERIFY(m->guessed.empty());
    }

    void theSetOfReceiversIsACandidate()
    {
        QTreeWidget &candidates = *m->dialog.findChild<QTreeWidget *>(QStringLiteral("candidates"));
        QVERIFY(candidates.topLevelItemCount() > 0);
        candidates.topLevelItem(0)->setCheckState(0, Qt::Checked);
        QTRY_COMPARE(m->guessed.size(), std::size_t(2));
        candidates.topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        QTRY_VERIFY(m->guessed.empty());
    }

    void aBroadcastIsItsMessage()
    {
        QTreeWidget &all = *m->dialog.findChild<QTreeWidget *>(QStringLiteral("broadcasts"));
        QCOMPARE(all.topLevelItemCount(), 6);
        QCOMPARE(all.topLevelItem(0)->text(4), QStringLiteral("Ab3x, Kq91"));
        QSignalSpy chosen(&m->dialog, &GuessDialog::messageChosen);
        all.setCurrentItem(all.topLevelItem(1));
        QCOMPARE(chosen.count(), 1);
        const auto row = m->feed.reader()->message(chosen.at(0).at(0).value<Id>());
        QCOMPARE(row->record.event, QByteArray("news"));
    }

    void keepsWhatIsGuessed()
    {
        QSignalSpy asked(&m->dialog, &GuessDialog::keepRequested);
        push("Keep in the capture");
        QCOMPARE(asked.count(), 1);
    }

    void rulesGoIntoAFileAndBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("rules.json"));
        m->dialog.setQuestions(
            {[path](QWidget *) { return path; }, [path](QWidget *) { return path; }});
        takeProposal("join");
        const auto rules = m->guesses.rules();
        push("Save…");
        push("Remove");
        QVERIFY(m->guesses.rules().empty());
        push("Open…");
        QCOMPARE(m->guesses.rules(), rules);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("[{\"filter\":7}]") > 0);
        file.close();
        push("Open…");
        QVERIFY(!error().isEmpty());
        QCOMPARE(m->guesses.rules(), rules);
    }

private:
    struct Parts
    {
        ChatCapture chat;
        CaptureFeed feed;
        Theme theme;
        Guesses guesses {feed};
        GuessDialog dialog {guesses, theme};
        Id join = 0;
        std::vector<MembershipRecord> guessed;
    };

    QListWidget &ruleList() { return *m->dialog.findChild<QListWidget *>(QStringLiteral("rules")); }
    RuleForm &form() { return *m->dialog.findChild<RuleForm *>(); }
    void write(const char *name, const char *text)
    {
        auto *edit = m->dialog.findChild<QLineEdit *>(QLatin1String(name));
        edit->selectAll();
        QTest::keyClicks(edit, QLatin1String(text));
    }
    QString error()
    {
        const auto labels = m->dialog.findChildren<ErrorLabel *>();
        QStringList all;
        for (const ErrorLabel *label : labels)
            all.append(label->words());
        return all.join(QString());
    }
    void push(const char *text)
    {
        const auto buttons = m->dialog.findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().remove(u'&') == QString::fromUtf8(text))
                button->click();
        }
    }
    void takeProposal(const QByteArray &name)
    {
        auto &list = *m->dialog.findChild<QListWidget *>(QStringLiteral("proposals"));
        for (int row = 0; row < list.count(); ++row) {
            if (!list.item(row)->text().startsWith(QString::fromUtf8(name)))
                continue;
            const QPoint place = list.visualItemRect(list.item(row)).center();
            QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, place);
            return;
        }
        QFAIL("It is not proposed.");
    }
    /// "room session", `-` behind what ended.
    QByteArrayList words()
    {
        QByteArrayList all;
        for (const MembershipRecord &one : m->guessed) {
            all.append(one.room + ' ' + QByteArray::number(one.session) + (one.ended ? "-" : ""));
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestGuessDialog)
#include "tst_guessdialog.moc"
