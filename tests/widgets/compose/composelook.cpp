// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Takes pictures of Compose with invented connections, to be looked at:
/// `composelook FOLDER` writes FOLDER/event-light.png and so on. QT_SCALE_FACTOR=2 for 200 %.

#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compose/composepanel.h"
#include "widgets/compose/environmentdialog.h"
#include "widgets/compose/repeatbutton.h"
#include "widgets/compose/sidelists.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

using namespace std::chrono_literals;

namespace {

ComposeTarget target(quint32 source, const char *label, Client::Protocol protocol)
{
    ComposeTarget made {source, QString::fromLatin1(label), protocol, {}};
    made.status.state = Client::State::Open;
    made.status.namespaces = {{.name = "/"}, {.name = "/chat"}};
    return made;
}

ComposeDraft event(const QByteArray &name, const QByteArray &json)
{
    ComposeDraft draft;
    draft.nsp = "/chat";
    draft.event = name;
    draft.arguments = {{ComposeArgument::Kind::Json, json, {}, {}}};
    draft.asksForAck = true;
    return draft;
}

ComposeDraft plain(ComposeDraft::Kind kind, const QByteArray &text)
{
    ComposeDraft draft;
    draft.protocol = Client::Protocol::WebSocket;
    draft.kind = kind;
    draft.text = text;
    return draft;
}

void fill(ComposePanel &panel)
{
    using Outcome = Client::Outcome;
    panel.setTargets({target(1, "localhost:3000", Client::Protocol::SocketIo),
                      target(2, "localhost:8080/feed", Client::Protocol::WebSocket)});
    panel.addSeenEvents("/chat", {"chat message", "typing", "history"});
    panel.repeat(event("typing", R"({"on":true})"));
    panel.send();
    panel.setOutcome(1, {.number = 1, .kind = Outcome::Kind::Dropped, .text = "not connected"});
    panel.repeat(event("history", R"({"before":9182,"limit":50})"));
    panel.send();
    panel.setOutcome(1, {.number = 2, .kind = Outcome::Kind::TimedOut});
    panel.repeat(event("order", R"({"sku":"A-1009"})"));
    panel.send();
    panel.setOutcome(1, {.number = 3, .kind = Outcome::Kind::Sent});
    panel.repeat(event("chat message",
                       "{ \"room\": \"lobby\",\n  \"text\": \"from the inspector\",\n"
                       "  \"n\": 12345678901234567890 }"));
    panel.send();
    panel.setOutcome(1,
                     {.number = 4,
                      .kind = Outcome::Kind::Answered,
                      .arguments = {R"("stored",{"id":9184,"at":"10:02:13"})", {}},
                      .latency = 8200us});
    for (quint64 id = 1; id < 3; ++id)
        panel.addReceivedEvent(1, {"/chat", "confirm", {R"({"step":2})", {}}, id});
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const QDir folder(QApplication::arguments().value(1, QStringLiteral(".")));
    const QTemporaryDir home;
    Theme theme;
    ComposePanel panel(theme, home.path());
    panel.resize(1280, 220);
    panel.show();
    auto *const lists = panel.findChild<SideLists *>();
    const auto press = [&panel](const char *text) {
        const auto buttons = panel.findChildren<QAbstractButton *>();
        for (QAbstractButton *const button : buttons) {
            if (button->text() == QString::fromUtf8(text) && button->isVisibleTo(&panel)) {
                button->click();
                return;
            }
        }
    };

    struct Scene
    {
        QString name;
        std::function<void()> set;
    };
    QWidget *shown = &panel;
    EnvironmentDialog environments({{QStringLiteral("local"),
                                     {{QStringLiteral("room"), QStringLiteral("lobby")},
                                      {QStringLiteral("token"), QStringLiteral("s3cret")}}},
                                    {QStringLiteral("staging"), {}}},
                                   QStringLiteral("local"), theme);
    const QList<Scene> scenes {
        {QStringLiteral("empty"), [] {}},
        {QStringLiteral("event"), [&] { fill(panel); }},
        {QStringLiteral("arguments"),
         [&] {
             ComposeDraft draft
                 = event("upload", "{\n  \"name\": \"plan.pdf\",\n  \"pages\": ,\n}");
             draft.arguments.append({ComposeArgument::Kind::Text, "for {{who}}", {}, {}});
             draft.arguments.append({ComposeArgument::Kind::File, {}, QByteArray(49204, 'x'), {}});
             panel.repeat(draft);
             lists->show(SideLists::List::Asked);
             panel.resize(1280, 300);
         }},
        {QStringLiteral("answer"), [&] { press("Answer…"); }},
        {QStringLiteral("narrow"),
         [&] {
             press("Cancel");
             panel.repeat(event("chat message", R"({"room":"lobby","text":"hi"})"));
             lists->show(SideLists::List::Sent);
             panel.resize(690, 220);
         }},
        {QStringLiteral("history"),
         [&] {
             lists->show(SideLists::List::History);
             panel.resize(1040, 220);
         }},
        {QStringLiteral("saved"),
         [&] {
             const QList<ComposeQuestions::Name> names {
                 {QStringLiteral("join"), QString()},
                 {QStringLiteral("say hi"), QStringLiteral("lobby")},
                 {QStringLiteral("say hi to all"), QStringLiteral("lobby/admins")}};
             lists->show(SideLists::List::Saved);
             for (const ComposeQuestions::Name &name : names) {
                 ComposeQuestions questions;
                 questions.nameToSave
                     = [&name](QWidget *, const ComposeQuestions::Name &, const QStringList &) {
                           return std::optional(name);
                       };
                 panel.setQuestions(questions);
                 press("Save…");
             }
         }},
        {QStringLiteral("repeat"),
         [&] {
             press("Repeat…");
             shown = panel.findChild<RepeatButton *>()->form();
         }},
        {QStringLiteral("text"),
         [&] {
             shown->hide();
             shown = &panel;
             lists->show(SideLists::List::Sent);
             panel.repeat(
                 plain(ComposeDraft::Kind::Json, R"({"type":"tick","symbols":["A","B"]})"));
         }},
        {QStringLiteral("binary"),
         [&] { panel.repeat(plain(ComposeDraft::Kind::Binary, "01 02 0g")); }},
        {QStringLiteral("close"),
         [&] {
             ComposeDraft draft = plain(ComposeDraft::Kind::Close, "bye");
             draft.closeCode = 1006;
             panel.repeat(draft);
         }},
        {QStringLiteral("environments"),
         [&] {
             shown = &environments;
             environments.show();
         }},
    };
    QTimer turn;
    qsizetype step = 0;
    QObject::connect(&turn, &QTimer::timeout, &panel, [&] {
        const bool isDark = step % 2 == 1;
        if (step > 0) {
            const QString look = isDark ? QStringLiteral("light") : QStringLiteral("dark");
            const QString &name = scenes.at((step - 1) / 2).name;
            shown->grab().save(folder.filePath(QStringLiteral("%1-%2.png").arg(name, look)));
        }
        if (step == 2 * scenes.size()) {
            QApplication::quit();
            return;
        }
        theme.setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
        if (!isDark)
            scenes.at(step / 2).set();
        ++step;
    });
    turn.start(250);
    return QApplication::exec();
}
