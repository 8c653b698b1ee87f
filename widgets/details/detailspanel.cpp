// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/detailspanel.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/theme.h"
#include "widgets/details/answerblock.h"
#include "widgets/details/framespage.h"
#include "widgets/details/handshakepage.h"
#include "widgets/details/hexpage.h"
#include "widgets/details/hexview.h"
#include "widgets/details/jsontreeview.h"
#include "widgets/details/latencyrankjob.h"
#include "widgets/details/messagepage.h"
#include "widgets/details/noteblock.h"
#include "widgets/details/textpage.h"
#include "widgets/details/textview.h"

#include <QCheckBox>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace {

constexpr int TabCount = 5;

template<typename Record>
bool hasId(const std::vector<Record> &records, Capture::Id id)
{
    return std::any_of(records.begin(), records.end(),
                       [id](const Record &record) { return record.id == id; });
}

/// A page needs little room: what has no place in a low window is scrolled to.
QScrollArea *scrolling(QWidget *page)
{
    auto *const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    return area;
}

} // namespace

class DetailsPanel::Private
{
public:
    Private(DetailsPanel *panel, CaptureFeed &theFeed, Selection &theSelection, const Theme &theme)
        : feed(theFeed)
        , selection(theSelection)
        , tabs(new QTabBar(panel))
        , stack(new QStackedWidget(panel))
        , keys(new QCheckBox(panel))
        , message(new MessagePage(theme))
        , text(new TextPage(theme))
        , hex(new HexPage(theme))
        , frames(new FramesPage(theFeed, theme))
        , handshake(new HandshakePage(theFeed, theme))
        , rank(theFeed)
        , pages {message, text, hex, frames, handshake}
    {
    }

    void read()
    {
        subject = readSubject(feed, selection.item());
        subject.mask.setRevealed(keys->isChecked());
        keys->setVisible(!subject.mask.isEmpty());
        isShown.fill(false);
        tabs->setTabEnabled(static_cast<int>(Tab::Frames), !subject.isExchange());
        showNote();
    }

    void showNote()
    {
        if (!subject.message && !subject.isExchange() && subject.session) {
            const Capture::Id id = subject.session->id;
            message->note()->setRemark(
                Capture::SessionNote {.session = id, .note = feed.sessionNote(id)});
            return;
        }
        const Capture::Id id = subject.message ? subject.message->record.id : 0;
        const Capture::Annotation *const annotation = feed.annotation(id);
        message->note()->setRemark(
            annotation != nullptr ? *annotation : Capture::Annotation {.message = id, .note = {}});
    }

    void showCurrent()
    {
        const auto number = static_cast<std::size_t>(tabs->currentIndex());
        stack->setCurrentIndex(tabs->currentIndex());
        if (isShown[number])
            return;
        isShown[number] = true;
        pages[number]->showSubject(subject);
        askRank();
    }

    void askRank() { rank.ask(message->answer()->answeredQuestion()); }

    void forget()
    {
        subject = {};
        showNote();
        for (DetailsPage *const page : pages)
            page->showSubject(subject);
    }

    void apply(const Capture::Advance &advance);

    CaptureFeed &feed;
    Selection &selection;
    QTabBar *tabs;
    QStackedWidget *stack;
    QCheckBox *keys;
    MessagePage *message;
    TextPage *text;
    HexPage *hex;
    FramesPage *frames;
    HandshakePage *handshake;
    LatencyRankJob rank;
    std::array<DetailsPage *, TabCount> pages;
    std::array<bool, TabCount> isShown {};
    Subject subject;
};

// What is shown has grown: an answer came, a response went on, a connection ended.
void DetailsPanel::Private::apply(const Capture::Advance &advance)
{
    const auto &ids = advance.changedMessages;
    const auto &exchanges = advance.changedExchanges;
    const bool exchangeChanged = subject.exchange
        && std::find(exchanges.begin(), exchanges.end(), subject.exchange->id) != exchanges.end();
    const bool messageChanged = subject.message
        && std::find(ids.begin(), ids.end(), subject.message->record.id) != ids.end();
    const bool sessionChanged = subject.session && hasId(advance.sessions, subject.session->id);
    const bool connectionChanged
        = subject.connection && hasId(advance.connections, subject.connection->id);
    if (exchangeChanged) {
        read();
        showCurrent();
        return;
    }
    if (!messageChanged && !sessionChanged && !connectionChanged)
        return;
    if (messageChanged && feed.reader())
        subject.message = feed.reader()->message(subject.message->record.id);
    if (const auto *const record = subject.session ? feed.session(subject.session->id) : nullptr)
        subject.session = *record;
    if (connectionChanged && feed.reader())
        subject.connection = feed.reader()->connection(subject.connection->id);
    message->updateAnswer(subject);
    askRank();
    // The bytes are the same as before; what else stands in the other tabs is read when needed.
    const auto handshakeTab = static_cast<std::size_t>(Tab::Handshake);
    if (connectionChanged && tabs->currentIndex() == static_cast<int>(handshakeTab))
        handshake->showSubject(subject);
    else if (connectionChanged)
        isShown[handshakeTab] = false;
}

DetailsPanel::DetailsPanel(CaptureFeed &feed, Selection &selection, const Theme &theme,
                           QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(this, feed, selection, theme))
{
    for (const QString &title :
         {tr("Message"), tr("Text"), tr("Hex"), tr("Frames"), tr("Handshake")})
        m_d->tabs->addTab(title);
    m_d->tabs->setAccessibleName(tr("Parts of the details"));
    m_d->tabs->setExpanding(false);
    m_d->tabs->setDrawBase(false);
    m_d->tabs->setUsesScrollButtons(true);
    for (DetailsPage *const page : m_d->pages)
        m_d->stack->addWidget(scrolling(page));
    m_d->keys->setText(tr("Show session keys in full"));
    m_d->keys->setToolTip(tr("An Engine.IO sid or a recovery pid lets anyone take the session over "
                             "while it lives; only the first four characters are shown."));
    m_d->keys->hide();

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_d->tabs);
    layout->addWidget(m_d->stack, 1);
    auto *const keysLayout = new QVBoxLayout;
    keysLayout->setContentsMargins(12, 4, 12, 8);
    keysLayout->addWidget(m_d->keys);
    layout->addLayout(keysLayout);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAccessibleName(tr("Details"));

    connect(m_d->tabs, &QTabBar::currentChanged, this, [this] { m_d->showCurrent(); });
    connect(&selection, &Selection::changed, this, [this] {
        m_d->read();
        if (m_d->selection.level() == Selection::Level::Frame)
            showTab(Tab::Frames);
        m_d->showCurrent();
    });
    connect(&feed, &CaptureFeed::opened, this, [this] { m_d->forget(); });
    connect(&feed, &CaptureFeed::advanced, this,
            [this](const Capture::Advance &advance) { m_d->apply(advance); });
    connect(m_d->keys, &QCheckBox::toggled, this, [this](bool revealed) {
        m_d->subject.mask.setRevealed(revealed);
        m_d->message->setKeysRevealed(revealed);
        m_d->isShown.fill(false);
        m_d->isShown[static_cast<std::size_t>(Tab::Message)] = currentTab() == Tab::Message;
        m_d->showCurrent();
    });
    connect(m_d->message, &MessagePage::messageRequested, this,
            [this](Capture::Id id) { m_d->selection.selectMessage(id); });
    connect(m_d->message, &MessagePage::attachmentRequested, this, [this](int number) {
        showTab(Tab::Hex);
        m_d->hex->showPart(static_cast<std::size_t>(number) + 1);
    });
    connect(&m_d->rank, &LatencyRankJob::ranked, this,
            [this](Capture::Id question, const Query::LatencyRank &rank) {
                if (m_d->message->answer()->answeredQuestion() == question)
                    m_d->message->answer()->setRank(rank);
            });
    connect(&feed, &CaptureFeed::annotated, this, [this] { m_d->showNote(); });
    connect(&feed, &CaptureFeed::sessionNoted, this, [this] { m_d->showNote(); });
    connect(m_d->message->note(), &NoteBlock::written, this, &DetailsPanel::annotated);
    connect(m_d->message->note(), &NoteBlock::finished, this, &DetailsPanel::noteFinished);
    m_d->read();
    m_d->showCurrent();
}

void DetailsPanel::setFind(const FindText &wanted)
{
    m_d->message->tree()->setFind(wanted);
    m_d->message->text()->setFind(wanted);
    m_d->text->view()->setFind(wanted);
    m_d->hex->view()->setFind(wanted);
}

void DetailsPanel::setMoreFacts(Capture::Id message,
                                const QList<std::pair<QString, QString>> &facts)
{
    m_d->message->setMoreFacts(message, facts);
}

void DetailsPanel::editNote()
{
    showTab(Tab::Message);
    m_d->message->note()->edit();
}

DetailsPanel::~DetailsPanel() = default;

void DetailsPanel::showTab(Tab tab)
{
    m_d->tabs->setCurrentIndex(static_cast<int>(tab));
    m_d->showCurrent();
}

DetailsPanel::Tab DetailsPanel::currentTab() const
{
    return static_cast<Tab>(m_d->tabs->currentIndex());
}
