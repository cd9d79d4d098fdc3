"""The mutations, one file each in `resolvers/mutations/`. One is in the API when it stands in this list."""

from strawberry.types.field import StrawberryField

from resolvers.mutations.accept_share import accept_share
from resolvers.mutations.accept_team_invitation import accept_team_invitation
from resolvers.mutations.acknowledge_alert import acknowledge_alert
from resolvers.mutations.activate_user import activate_user
from resolvers.mutations.add_provider_key import add_provider_key
from resolvers.mutations.block import block
from resolvers.mutations.cancel_bulk_grant import cancel_bulk_grant
from resolvers.mutations.cancel_chat import cancel_chat
from resolvers.mutations.cancel_purchase import cancel_purchase
from resolvers.mutations.cancel_subscription import cancel_subscription
from resolvers.mutations.cancel_usage_export import cancel_usage_export
from resolvers.mutations.change_email import change_email
from resolvers.mutations.change_password import change_password
from resolvers.mutations.change_share import change_share
from resolvers.mutations.change_subscription import change_subscription
from resolvers.mutations.chat import chat
from resolvers.mutations.claim import claim
from resolvers.mutations.close_team import close_team
from resolvers.mutations.create_api_key import create_api_key
from resolvers.mutations.create_billing_portal_session import create_billing_portal_session
from resolvers.mutations.create_conversation import create_conversation
from resolvers.mutations.create_package import create_package
from resolvers.mutations.create_plan import create_plan
from resolvers.mutations.create_promo_code import create_promo_code
from resolvers.mutations.create_team import create_team
from resolvers.mutations.create_webhook_endpoint import create_webhook_endpoint
from resolvers.mutations.debit_tokens import debit_tokens
from resolvers.mutations.decide_dispute import decide_dispute
from resolvers.mutations.decline_team_invitation import decline_team_invitation
from resolvers.mutations.delete_conversation import delete_conversation
from resolvers.mutations.delete_my_account import delete_my_account
from resolvers.mutations.delete_ticket import delete_ticket
from resolvers.mutations.delete_webhook_endpoint import delete_webhook_endpoint
from resolvers.mutations.end_share import end_share
from resolvers.mutations.exchange_sign_in import exchange_sign_in
from resolvers.mutations.export_all_usage import export_all_usage
from resolvers.mutations.export_usage import export_usage
from resolvers.mutations.flag_message import flag_message
from resolvers.mutations.generate_ticket import generate_ticket
from resolvers.mutations.grant_tokens import grant_tokens
from resolvers.mutations.hold_tokens import hold_tokens
from resolvers.mutations.invite_team_member import invite_team_member
from resolvers.mutations.leave_conversation import leave_conversation
from resolvers.mutations.leave_team import leave_team
from resolvers.mutations.lift_ban import lift_ban
from resolvers.mutations.link_provider import link_provider
from resolvers.mutations.login import login
from resolvers.mutations.logout import logout
from resolvers.mutations.logout_everywhere import logout_everywhere
from resolvers.mutations.purchase import purchase
from resolvers.mutations.refresh_session import refresh_session
from resolvers.mutations.refund_invoice import refund_invoice
from resolvers.mutations.refund_payment import refund_payment
from resolvers.mutations.regenerate_reply import regenerate_reply
from resolvers.mutations.register import register
from resolvers.mutations.release_hold import release_hold
from resolvers.mutations.remove_model_override import remove_model_override
from resolvers.mutations.remove_provider_key import remove_provider_key
from resolvers.mutations.remove_saved_card import remove_saved_card
from resolvers.mutations.remove_team_member import remove_team_member
from resolvers.mutations.rename_conversation import rename_conversation
from resolvers.mutations.rename_team import rename_team
from resolvers.mutations.renew_hold import renew_hold
from resolvers.mutations.replay_webhook_deliveries import replay_webhook_deliveries
from resolvers.mutations.replay_webhook_delivery import replay_webhook_delivery
from resolvers.mutations.request_password_reset import request_password_reset
from resolvers.mutations.resend_team_invitation import resend_team_invitation
from resolvers.mutations.reset_password import reset_password
from resolvers.mutations.resolve_review import resolve_review
from resolvers.mutations.restore_package import restore_package
from resolvers.mutations.restore_plan import restore_plan
from resolvers.mutations.resume_first_payment import resume_first_payment
from resolvers.mutations.resume_purchase import resume_purchase
from resolvers.mutations.resume_subscription import resume_subscription
from resolvers.mutations.retire_package import retire_package
from resolvers.mutations.retire_plan import retire_plan
from resolvers.mutations.review_message import review_message
from resolvers.mutations.revoke_api_key import revoke_api_key
from resolvers.mutations.revoke_session import revoke_session
from resolvers.mutations.rotate_webhook_secret import rotate_webhook_secret
from resolvers.mutations.send_test_event import send_test_event
from resolvers.mutations.send_verification_email import send_verification_email
from resolvers.mutations.set_auto_refill import set_auto_refill
from resolvers.mutations.set_auto_top_up import set_auto_top_up
from resolvers.mutations.set_balance import set_balance
from resolvers.mutations.set_low_balance_notice import set_low_balance_notice
from resolvers.mutations.set_model_override import set_model_override
from resolvers.mutations.set_team_member_caps import set_team_member_caps
from resolvers.mutations.set_team_member_role import set_team_member_role
from resolvers.mutations.set_user_role import set_user_role
from resolvers.mutations.settle_hold import settle_hold
from resolvers.mutations.share_conversation import share_conversation
from resolvers.mutations.show_branch import show_branch
from resolvers.mutations.spend_tokens import spend_tokens
from resolvers.mutations.start_bulk_grant import start_bulk_grant
from resolvers.mutations.start_card_setup import start_card_setup
from resolvers.mutations.start_checkout import start_checkout
from resolvers.mutations.start_guest_session import start_guest_session
from resolvers.mutations.stop_auto_top_up import stop_auto_top_up
from resolvers.mutations.subscribe import subscribe
from resolvers.mutations.suspend_user import suspend_user
from resolvers.mutations.test_provider_key import test_provider_key
from resolvers.mutations.transfer_team import transfer_team
from resolvers.mutations.unblock import unblock
from resolvers.mutations.unlink_provider import unlink_provider
from resolvers.mutations.update_package import update_package
from resolvers.mutations.update_plan import update_plan
from resolvers.mutations.update_preferences import update_preferences
from resolvers.mutations.update_profile import update_profile
from resolvers.mutations.update_promo_code import update_promo_code
from resolvers.mutations.update_provider_key import update_provider_key
from resolvers.mutations.update_webhook_endpoint import update_webhook_endpoint
from resolvers.mutations.verify_email import verify_email
from resolvers.mutations.verify_razorpay_payment import verify_razorpay_payment
from resolvers.mutations.withdraw_team_invitation import withdraw_team_invitation

__all__ = ["MUTATIONS"]

MUTATIONS: list[StrawberryField] = [
    accept_share,
    accept_team_invitation,
    acknowledge_alert,
    activate_user,
    add_provider_key,
    block,
    cancel_bulk_grant,
    cancel_chat,
    cancel_purchase,
    cancel_subscription,
    cancel_usage_export,
    change_email,
    change_password,
    change_share,
    change_subscription,
    chat,
    claim,
    close_team,
    create_api_key,
    create_billing_portal_session,
    create_conversation,
    create_package,
    create_plan,
    create_promo_code,
    create_team,
    create_webhook_endpoint,
    debit_tokens,
    decide_dispute,
    decline_team_invitation,
    delete_conversation,
    delete_my_account,
    delete_ticket,
    delete_webhook_endpoint,
    end_share,
    exchange_sign_in,
    export_all_usage,
    export_usage,
    flag_message,
    generate_ticket,
    grant_tokens,
    hold_tokens,
    invite_team_member,
    leave_conversation,
    leave_team,
    lift_ban,
    link_provider,
    login,
    logout,
    logout_everywhere,
    purchase,
    refresh_session,
    refund_invoice,
    refund_payment,
    regenerate_reply,
    register,
    release_hold,
    remove_model_override,
    remove_provider_key,
    remove_saved_card,
    remove_team_member,
    rename_conversation,
    rename_team,
    renew_hold,
    replay_webhook_deliveries,
    replay_webhook_delivery,
    request_password_reset,
    resend_team_invitation,
    reset_password,
    resolve_review,
    restore_package,
    restore_plan,
    resume_first_payment,
    resume_purchase,
    resume_subscription,
    retire_package,
    retire_plan,
    review_message,
    revoke_api_key,
    revoke_session,
    rotate_webhook_secret,
    send_test_event,
    send_verification_email,
    set_auto_refill,
    set_auto_top_up,
    set_balance,
    set_low_balance_notice,
    set_model_override,
    set_team_member_caps,
    set_team_member_role,
    set_user_role,
    settle_hold,
    share_conversation,
    show_branch,
    spend_tokens,
    start_bulk_grant,
    start_card_setup,
    start_checkout,
    start_guest_session,
    stop_auto_top_up,
    subscribe,
    suspend_user,
    test_provider_key,
    transfer_team,
    unblock,
    unlink_provider,
    update_package,
    update_plan,
    update_preferences,
    update_profile,
    update_promo_code,
    update_provider_key,
    update_webhook_endpoint,
    verify_email,
    verify_razorpay_payment,
    withdraw_team_invitation,
]
