// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/heldmessages.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/theme.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/rules/heldlist.h"
#include "widgets/rules/heldmodel.h"
#include "widgets/rules/heldpanel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using Acting::HeldVerdict;
using HeldMessages::plain;
using HeldMessages::question;
using HeldMessages::Since;
using What = HeldVerdict::What;

class TestHeldPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void teachesWhileNothingIsHeld();
    void showsTheFirst();
    void releasesByKeys();
    void releasesWhatWasEdited();
    void keepsFaultyTextBack();
    void undoesChanges();
    void remarksButLetsGo();
    void dropsByKey();
    void answers();
    void offersAnswersWhereOneIsAsked();
    void readsBytesOnly();
    void keepsEditsOfEach();
    void isNotDisturbed();
    void goesOnAfterADecision();
    void saysWhenOneIsGone();
    void saysWhatFailed();
    void releasesAll();
    void keepsFaultyOnesOfAll();
    void tellsOfHeartbeats();
    void countsTime();
    void isQuickWithMany();
    void isReachedByKeys();
    void makesRoom();
    void canBeLookedAt();

private:
    struct Decision
    {
        quint64 id = 0;
        HeldVerdict verdict;
    };

    template<typename T>
    T &part(const char *name) const
    {
        return *m_panel->findChild<T *>(QLatin1String(name));
    }
    HeldList &list() const { return part<HeldList>("heldMessages"); }
    MessageEditor &text() const { return part<MessageEditor>("heldText"); }
    MessageEditor &answerText() const { return part<MessageEditor>("heldAnswer"); }
    QPushButton &button(const char *name) const { return part<QPushButton>(name); }
    QString error() const { return part<ErrorLabel>("heldError").words(); }
    QString problem() const { return part<ErrorLabel>("heldProblem").words(); }
    QString meaning() const { return part<QLabel>("heldMeaning").text(); }

    void click(const char *name) const { QTest::mouseClick(&button(name), Qt::LeftButton); }
    void select(int row) const { list().setCurrentIndex(list().model()->index(row, 0)); }
    int selected() const { return list().currentIndex().row(); }
    void write(const char *content) const
    {
        text().setFocus();
        text().selectAll();
        QTest::keyClicks(&text(), QString::fromUtf8(content));
    }
    /// What a tap does with a decision: lets the message go.
    void letGo(quint64 id) const { m_panel->remove(1, id); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<HeldPanel> m_panel;
    Capture::Time m_now;
    QList<Decision> m_decisions;
};

void TestHeldPanel::init()
{
    m_theme = std::make_unique<Theme>();
    m_panel = std::make_unique<HeldPanel>(*m_theme);
    m_now = Since;
    m_panel->setClock([this] { return m_now; });
    m_panel->resize(900, 260);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_decisions.clear();
    connect(m_panel.get(), &HeldPanel::decided, this,
            [this](quint32 source, quint64 id, const HeldVerdict &verdict) {
                QCOMPARE(source, 1U);
                m_decisions.append({id, verdict});
            });
}

void TestHeldPanel::cleanup()
{
    m_panel.reset();
    m_theme.reset();
}

void TestHeldPanel::teachesWhileNothingIsHeld()
{
    QSignalSpy counts(m_panel.get(), &HeldPanel::countChanged);
    QVERIFY(part<QLabel>("heldEmpty").isVisible());
    QVERIFY(part<QLabel>("heldEmpty").text().contains(QStringLiteral("action Hold")));
    m_panel->add(question(1));
    QVERIFY(!part<QLabel>("heldEmpty").isVisible());
    QVERIFY(list().isVisible());
    m_panel->add(question(2));
    QCOMPARE(m_panel->count(), 2);
    m_panel->clear();
    QVERIFY(part<QLabel>("heldEmpty").isVisible());
    m_panel->remove(1, 1); // it is not there any more
    QCOMPARE(counts.count(), 3);
    QCOMPARE(counts.back().front().toInt(), 0);
    QTest::keyClick(m_panel.get(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_decisions.isEmpty());
}

void TestHeldPanel::showsTheFirst()
{
    m_panel->add(question(1));
    m_panel->add(plain(2, "tick"));
    QCOMPARE(selected(), 0);
    QCOMPARE(text().content(), question(1).message.body);
    QVERIFY(!text().isReadOnly());
    QCOMPARE(problem(), QString());
    select(1);
    QCOMPARE(text().content(), QByteArray("tick"));
    // The last one's text does not come back.
    text().setFocus();
    QTest::keyClick(&text(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(text().content(), QByteArray("tick"));
}

void TestHeldPanel::releasesByKeys()
{
    for (quint64 id = 1; id <= 3; ++id)
        m_panel->add(question(id));
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_decisions.size(), 1);
    QCOMPARE(m_decisions.front().id, quint64(1));
    QCOMPARE(m_decisions.front().verdict.what, What::Release);
    QVERIFY(!m_decisions.front().verdict.body);
    letGo(1);
    QCOMPARE(selected(), 0);
    text().setFocus();
    QTest::keyClick(&text(), Qt::Key_Enter, Qt::ControlModifier);
    QCOMPARE(m_decisions.back().id, quint64(2));
    letGo(2);
    click("releaseHeld");
    QCOMPARE(m_decisions.back().id, quint64(3));
    letGo(3);
    QVERIFY(part<QLabel>("heldEmpty").isVisible());
    QCOMPARE(m_decisions.size(), 3);
}

void TestHeldPanel::releasesWhatWasEdited()
{
    m_panel->add(question(1));
    write("[\"other\",{\"a\":1}]");
    QTest::keyClick(&text(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_decisions.size(), 1);
    QCOMPARE(*m_decisions.front().verdict.body, QByteArray("[\"other\",{\"a\":1}]"));
    letGo(1);
    m_panel->add(plain(2, "a"));
    write("{");
    click("releaseHeld");
    QCOMPARE(*m_decisions.back().verdict.body, QByteArray("{"));
}

void TestHeldPanel::keepsFaultyTextBack()
{
    m_panel->add(question(1));
    write("[\"a\",]");
    QCOMPARE(text().problemOffset(), 4);
    QVERIFY(problem().contains(QStringLiteral("column 5")));
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_decisions.isEmpty());
    QVERIFY(text().hasFocus());
    click("dropHeld"); // whatever the text is
    QCOMPARE(m_decisions.size(), 1);
}

void TestHeldPanel::undoesChanges()
{
    m_panel->add(question(1));
    QVERIFY(!button("undoHeld").isVisible());
    write("[");
    QVERIFY(button("undoHeld").isVisible());
    click("undoHeld");
    QCOMPARE(text().content(), question(1).message.body);
    QVERIFY(!button("undoHeld").isVisible());
    QCOMPARE(problem(), QString());
    QVERIFY(text().hasFocus());
    click("releaseHeld");
    QVERIFY(!m_decisions.front().verdict.body);
}

void TestHeldPanel::remarksButLetsGo()
{
    m_panel->add(question(1));
    write("{}");
    QVERIFY(problem().contains(QStringLiteral("begins with its name")));
    QCOMPARE(text().problemOffset(), -1);
    click("releaseHeld");
    QCOMPARE(*m_decisions.front().verdict.body, QByteArray("{}"));
}

void TestHeldPanel::dropsByKey()
{
    m_panel->add(question(1));
    text().setFocus();
    QTest::keyClick(&text(), Qt::Key_Delete); // a character's
    QVERIFY(m_decisions.isEmpty());
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Delete);
    QCOMPARE(m_decisions.size(), 1);
    QCOMPARE(m_decisions.front().verdict.what, What::Drop);
    QVERIFY(!m_decisions.front().verdict.body);
}

void TestHeldPanel::answers()
{
    m_panel->add(question(1));
    click("answerHeld");
    QVERIFY(answerText().isVisible());
    QVERIFY(answerText().hasFocus());
    QTest::keyClicks(&answerText(), QStringLiteral("\"ok\","));
    QTest::keyClick(&answerText(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_decisions.isEmpty());
    QCOMPARE(answerText().problemOffset(), 4);
    QTest::keyClicks(&answerText(), QStringLiteral("{\"id\":1}"));
    QTest::keyClick(&answerText(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_decisions.size(), 1);
    QCOMPARE(m_decisions.front().verdict.what, What::Answer);
    QCOMPARE(m_decisions.front().verdict.answer, QByteArray("\"ok\",{\"id\":1}"));
    // What failed can be tried again.
    m_panel->showError(1, 1, "That message asks for no answer.");
    QVERIFY(answerText().isVisible());
    QCOMPARE(error(), QStringLiteral("That message asks for no answer."));
    QTest::keyClick(&answerText(), Qt::Key_Escape);
    QVERIFY(!answerText().isVisible());
    QVERIFY(text().hasFocus());
    // Another one begins empty, and an answer may be.
    click("answerHeld");
    QCOMPARE(answerText().content(), QByteArray());
    click("sendHeldAnswer");
    QCOMPARE(m_decisions.back().verdict.answer, QByteArray());
    letGo(1);
    m_panel->add(question(2));
    QVERIFY(text().isVisible());
}

void TestHeldPanel::offersAnswersWhereOneIsAsked()
{
    m_panel->add(question(1));
    m_panel->add(plain(2, "a"));
    QVERIFY(button("answerHeld").isVisible());
    click("answerHeld");
    select(1);
    QVERIFY(text().isVisible());
    QVERIFY(!button("answerHeld").isVisible());
}

void TestHeldPanel::readsBytesOnly()
{
    m_panel->add(plain(1, QByteArray("\xff\x00\x01", 3), true));
    QVERIFY(text().isReadOnly());
    QCOMPARE(text().content(), QByteArray("ff 00 01"));
    QVERIFY(problem().contains(QStringLiteral("cannot be changed")));
    text().setFocus();
    QTest::keyClicks(&text(), QStringLiteral("x"));
    click("releaseHeld");
    QVERIFY(!m_decisions.front().verdict.body);
}

void TestHeldPanel::keepsEditsOfEach()
{
    m_panel->add(question(1));
    m_panel->add(question(2));
    write("[\"mine\"]");
    select(1);
    QCOMPARE(text().content(), question(2).message.body);
    const QModelIndex edited = list().model()->index(0, HeldModel::Event);
    QVERIFY(edited.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("edited")));
    select(0);
    QCOMPARE(text().content(), QByteArray("[\"mine\"]"));
    click("undoHeld");
    select(1);
    QVERIFY(!edited.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("edited")));
}

void TestHeldPanel::isNotDisturbed()
{
    for (quint64 id = 1; id <= 3; ++id)
        m_panel->add(question(id));
    select(1);
    write("[\"half");
    text().setCursorPosition(0, 3);
    m_panel->add(question(4));
    letGo(1);
    letGo(3);
    m_now += 2s;
    QCOMPARE(text().content(), QByteArray("[\"half"));
    int line = 0;
    int column = 0;
    text().getCursorPosition(&line, &column);
    QCOMPARE(column, 3);
    QVERIFY(text().hasFocus());
    QCOMPARE(selected(), 0);
    QCOMPARE(error(), QString());
}

void TestHeldPanel::goesOnAfterADecision()
{
    for (quint64 id = 1; id <= 3; ++id)
        m_panel->add(question(id, "event " + QByteArray::number(id)));
    select(1);
    click("dropHeld");
    letGo(2);
    QCOMPARE(selected(), 1);
    QVERIFY(text().content().contains("event 3"));
    click("dropHeld");
    letGo(3);
    QCOMPARE(selected(), 0);
    QVERIFY(text().content().contains("event 1"));
    QCOMPARE(error(), QString());
}

void TestHeldPanel::saysWhenOneIsGone()
{
    m_panel->add(question(1));
    m_panel->add(question(2));
    write("[\"mine\"]");
    letGo(1);
    QCOMPARE(text().content(), QByteArray("[\"mine\"]"));
    QVERIFY(text().isReadOnly());
    QVERIFY(error().contains(QStringLiteral("held no more")));
    QVERIFY(!button("releaseHeld").isEnabled());
    QVERIFY(!button("dropHeld").isEnabled());
    QVERIFY(!button("answerHeld").isVisible());
    QVERIFY(list().selectionModel()->selectedRows().isEmpty());
    // Not another one instead.
    QTest::keyClick(&text(), Qt::Key_Return, Qt::ControlModifier);
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Delete);
    QVERIFY(m_decisions.isEmpty());
    m_panel->add(question(3));
    QCOMPARE(text().content(), QByteArray("[\"mine\"]"));
    letGo(3);
    letGo(2);
    QVERIFY(text().isVisible()); // although nothing is held
    m_panel->add(question(4));
    select(0);
    QCOMPARE(text().content(), question(4).message.body);
    QCOMPARE(error(), QString());
    QVERIFY(button("releaseHeld").isEnabled());
    // Without changes it makes room for the next.
    letGo(4);
    QVERIFY(!error().isEmpty());
    m_panel->add(question(5, "five"));
    QVERIFY(text().content().contains("five"));
    QCOMPARE(error(), QString());
}

void TestHeldPanel::saysWhatFailed()
{
    m_panel->add(question(1));
    m_panel->add(question(2));
    write("{}");
    click("releaseHeld");
    m_panel->showError(1, 1, "That cannot stand in this message.");
    QCOMPARE(error(), QStringLiteral("That cannot stand in this message."));
    QCOMPARE(text().content(), QByteArray("{}"));
    // Of another one it is said in its row, and when it is looked at.
    m_panel->showError(1, 2, "No.");
    QCOMPARE(error(), QStringLiteral("That cannot stand in this message."));
    select(1);
    QCOMPARE(error(), QStringLiteral("No."));
    select(0);
    QCOMPARE(error(), QStringLiteral("That cannot stand in this message."));
    click("releaseHeld");
    QCOMPARE(error(), QString());
    m_panel->showError(1, 9, "Not there."); // it went in the meantime
    QCOMPARE(error(), QString());
    letGo(1);
    QCOMPARE(selected(), 0);
}

void TestHeldPanel::releasesAll()
{
    for (quint64 id = 1; id <= 3; ++id)
        m_panel->add(question(id));
    select(1);
    write("[\"mine\"]");
    QTest::keyClick(&text(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_decisions.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(m_decisions.at(i).id, quint64(i + 1)); // in their order
        QCOMPARE(m_decisions.at(i).verdict.what, What::Release);
        QCOMPARE(m_decisions.at(i).verdict.body.has_value(), i == 1);
    }
    m_panel->add(question(4, "late"));
    QVERIFY(text().content().contains("late"));
    for (quint64 id = 1; id <= 3; ++id)
        letGo(id);
    QVERIFY(text().content().contains("late"));
    click("releaseAllHeld");
    QCOMPARE(m_decisions.size(), 4);
    m_panel->showError(1, 4, "No.");
    QCOMPARE(selected(), 0);
    QCOMPARE(error(), QStringLiteral("No."));
}

void TestHeldPanel::keepsFaultyOnesOfAll()
{
    for (quint64 id = 1; id <= 3; ++id)
        m_panel->add(question(id));
    select(1);
    write("[");
    select(2);
    connect(m_panel.get(), &HeldPanel::decided, this, [this](quint32, quint64 id) { letGo(id); });
    click("releaseAllHeld");
    QCOMPARE(m_decisions.size(), 2);
    QCOMPARE(m_panel->count(), 1);
    QCOMPARE(text().content(), QByteArray("["));
    QVERIFY(!problem().isEmpty());
    QVERIFY(text().hasFocus());
    click("releaseAllHeld");
    QCOMPARE(m_decisions.size(), 2);
    QCOMPARE(text().content(), QByteArray("["));
}

void TestHeldPanel::tellsOfHeartbeats()
{
    auto polled = question(1);
    polled.stopsHeartbeats = true;
    polled.message.direction = Capture::Direction::Received;
    m_panel->add(polled);
    m_panel->add(question(2));
    QVERIFY(meaning().contains(QStringLiteral("in about 45 s")));
    m_now += 40s;
    QTRY_VERIFY(meaning().contains(QStringLiteral("in about 5 s")));
    select(1);
    QVERIFY(meaning().contains(QStringLiteral("go on")));
}

void TestHeldPanel::countsTime()
{
    m_panel->add(question(1));
    const QModelIndex waits = list().model()->index(0, HeldModel::Waits);
    QCOMPARE(waits.data().toString(), QStringLiteral("0 s"));
    m_now += 7s;
    QTRY_COMPARE(waits.data().toString(), QStringLiteral("7 s"));
}

void TestHeldPanel::isQuickWithMany()
{
    // What is slow, showing a message, is not done for each.
    constexpr quint64 Many = 1000;
    QSignalSpy currents(list().selectionModel(), &QItemSelectionModel::currentRowChanged);
    QSignalSpy texts(&text(), &QsciScintilla::textChanged);
    for (quint64 id = 1; id <= Many; ++id)
        m_panel->add(question(id, "event " + QByteArray::number(id)));
    QCOMPARE(m_panel->count(), int(Many));
    QCOMPARE(currents.count(), 1); // only the first was shown
    const auto textsOfOne = texts.count();
    connect(m_panel.get(), &HeldPanel::decided, this, [this](quint32, quint64 id) { letGo(id); });
    click("releaseAllHeld");
    QCOMPARE(m_decisions.size(), qsizetype(Many));
    QCOMPARE(m_panel->count(), 0);
    QVERIFY(texts.count() <= textsOfOne + 2);
    QVERIFY(currents.count() <= 3);
}

void TestHeldPanel::isReachedByKeys()
{
    m_panel->add(question(1));
    list().setFocus();
    QSet<QString> reached;
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached.insert(QApplication::focusWidget()->objectName());
    }
    for (const char *const name :
         {"heldMessages", "heldText", "releaseHeld", "dropHeld", "answerHeld", "releaseAllHeld"})
        QVERIFY2(reached.contains(QLatin1String(name)), name);
    QVERIFY(!list().accessibleName().isEmpty());
    QVERIFY(!text().accessibleName().isEmpty());
    QVERIFY(!answerText().accessibleName().isEmpty());
    for (const char *const name :
         {"releaseHeld", "dropHeld", "answerHeld", "undoHeld", "releaseAllHeld"})
        QVERIFY2(!button(name).toolTip().isEmpty(), name);
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Return);
    QVERIFY(text().hasFocus());
}

void TestHeldPanel::makesRoom()
{
    m_panel->add(question(1));
    m_panel->resize(1600, 260);
    QTRY_VERIFY(!list().isColumnHidden(HeldModel::Namespace));
    m_panel->resize(700, 260);
    QTRY_VERIFY(list().isColumnHidden(HeldModel::Namespace));
    QVERIFY(!list().isColumnHidden(HeldModel::Event));
    QVERIFY(!list().isColumnHidden(HeldModel::Direction));
}

void TestHeldPanel::canBeLookedAt()
{
    const QString folder = qEnvironmentVariable("SOCKSCOPE_PICTURES");
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_theme->setMode(mode);
        QTRY_COMPARE(list().palette().color(QPalette::Base), m_theme->colors().pane);
        const QString look
            = mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark");
        const auto take = [&](const QString &name) {
            QCoreApplication::sendPostedEvents(); // for the layouts
            const QPixmap picture = m_panel->grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                QVERIFY(picture.save(folder + QStringLiteral("/held-") + name + QLatin1Char('-')
                                     + look + QStringLiteral(".png")));
        };
        m_panel->resize(900, 260);
        m_panel->clear();
        take(QStringLiteral("empty"));
        m_now = Since;
        m_panel->add(question(1, "chat message",
                              "{\"room\":\"lobby\",\"text\":\"from the app\",\"n\":"
                              "12345678901234567890}"));
        auto polled = question(2, "history", "{\"before\":9182,\"limit\":50}");
        polled.stopsHeartbeats = true;
        polled.message.direction = Capture::Direction::Received;
        polled.place.sid = "Zz0p";
        m_panel->add(polled);
        m_panel->add(plain(3, QByteArray("\x0a\x13\xff\x00\x81", 5), true));
        m_panel->add(plain(4, "{\"type\":\"tick\",\"symbol\":\"ACME\",\"price\":12.5}"));
        auto ack = question(5);
        ack.message.kind = Capture::Kind::Ack;
        ack.message.event.clear();
        ack.message.body = "[\"stored\",9184]";
        m_panel->add(ack);
        m_now = Since + 12s;
        m_panel->setClock([this] { return m_now; });
        take(QStringLiteral("list"));
        m_panel->resize(1600, 260);
        take(QStringLiteral("wide"));
        m_panel->resize(900, 260);
        write("[\"chat message\",{\"room\":}]");
        take(QStringLiteral("fault"));
        select(1);
        m_panel->showError(1, 2, "That cannot stand in this message: its data are a JSON array.");
        take(QStringLiteral("polled"));
        click("answerHeld");
        take(QStringLiteral("answer"));
        select(2);
        take(QStringLiteral("bytes"));
        select(3);
        write("{\"type\":\"tick\"");
        letGo(4);
        take(QStringLiteral("gone"));
    }
}

QTEST_MAIN(TestHeldPanel)
#include "tst_heldpanel.moc"
