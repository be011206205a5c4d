/* The calls of libsrtp 3 that mediasoup's worker makes, carried out by libsrtp 2. */
#ifndef SRTP3_ON_SRTP2_H
#define SRTP3_ON_SRTP2_H

#include <srtp2/srtp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Status codes that libsrtp 2 doesn't have (and so never returns). */
static const srtp_err_status_t srtp_err_status_buffer_small = (srtp_err_status_t) 28;
static const srtp_err_status_t srtp_err_status_cryptex_err  = (srtp_err_status_t) 29;

typedef srtp_err_status_t (*srtp3_on_srtp2_fn)(srtp_t ctx, void *packet, int *len);

/* libsrtp 3 reads one buffer and writes another (maybe the same); libsrtp 2
 * works in place. `trailer` is the most that the call may append. */
static inline srtp_err_status_t srtp3_on_srtp2(srtp3_on_srtp2_fn fn, srtp_t ctx,
  const uint8_t *in, size_t in_len, uint8_t *out, size_t *out_len, size_t trailer)
{
  int len = (int) in_len;
  srtp_err_status_t err;

  if (in_len > 65535)
    return srtp_err_status_bad_param;
  if (*out_len < in_len + trailer)
    return srtp_err_status_buffer_small;
  if (out != in)
    memmove(out, in, in_len);

  err = fn(ctx, out, &len);

  if (err == srtp_err_status_ok)
    *out_len = (size_t) len;

  return err;
}

static inline srtp_err_status_t srtp3_protect(srtp_t ctx, const uint8_t *rtp, size_t rtp_len,
  uint8_t *srtp, size_t *srtp_len, size_t mki_index)
{
  (void) mki_index;
  return srtp3_on_srtp2(srtp_protect, ctx, rtp, rtp_len, srtp, srtp_len, SRTP_MAX_TAG_LEN);
}

static inline srtp_err_status_t srtp3_unprotect(srtp_t ctx, const uint8_t *srtp, size_t srtp_len,
  uint8_t *rtp, size_t *rtp_len)
{
  return srtp3_on_srtp2(srtp_unprotect, ctx, srtp, srtp_len, rtp, rtp_len, 0);
}

static inline srtp_err_status_t srtp3_protect_rtcp(srtp_t ctx, const uint8_t *rtcp,
  size_t rtcp_len, uint8_t *srtcp, size_t *srtcp_len, size_t mki_index)
{
  (void) mki_index;
  return srtp3_on_srtp2(srtp_protect_rtcp, ctx, rtcp, rtcp_len, srtcp, srtcp_len,
    SRTP_MAX_TAG_LEN + SRTP_SRCTP_INDEX_LEN);
}

static inline srtp_err_status_t srtp3_unprotect_rtcp(srtp_t ctx, const uint8_t *srtcp,
  size_t srtcp_len, uint8_t *rtcp, size_t *rtcp_len)
{
  return srtp3_on_srtp2(srtp_unprotect_rtcp, ctx, srtcp, srtcp_len, rtcp, rtcp_len, 0);
}

/* libsrtp 3 builds a policy call by call and keeps it to itself; libsrtp 2 has a
 * struct, to which the key must stay in place until the session is made of it. */
struct srtp3_policy
{
  srtp_policy_t policy;
  unsigned char key[SRTP_MAX_KEY_LEN];
};
typedef struct srtp3_policy *srtp3_policy_t;

static inline srtp_err_status_t srtp3_policy_create(srtp3_policy_t *made)
{
  *made = (srtp3_policy_t) calloc(1, sizeof(struct srtp3_policy));
  return *made ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

static inline void srtp3_policy_destroy(srtp3_policy_t made)
{
  volatile unsigned char *key = made->key;
  size_t i;

  for (i = 0; i < sizeof(made->key); i++)
    key[i] = 0;
  free(made);
}

static inline srtp_err_status_t srtp3_policy_set_ssrc(srtp3_policy_t made, srtp_ssrc_t ssrc)
{
  made->policy.ssrc = ssrc;
  return srtp_err_status_ok;
}

static inline srtp_err_status_t srtp3_policy_set_profile(srtp3_policy_t made, srtp_profile_t profile)
{
  srtp_err_status_t err = srtp_crypto_policy_set_from_profile_for_rtp(&made->policy.rtp, profile);

  return err == srtp_err_status_ok
    ? srtp_crypto_policy_set_from_profile_for_rtcp(&made->policy.rtcp, profile)
    : err;
}

/* One key and no MKI, which is all that the worker asks for. */
static inline srtp_err_status_t srtp3_policy_add_key(srtp3_policy_t made, const uint8_t *key,
  size_t key_len, const uint8_t *salt, size_t salt_len, const uint8_t *mki, size_t mki_len)
{
  if (mki || mki_len || made->policy.key || key_len + salt_len > sizeof(made->key))
    return srtp_err_status_bad_param;
  memcpy(made->key, key, key_len);
  memcpy(made->key + key_len, salt, salt_len);
  made->policy.key = made->key;
  return srtp_err_status_ok;
}

static inline srtp_err_status_t srtp3_policy_set_allow_repeat_tx(srtp3_policy_t made, int allow)
{
  made->policy.allow_repeat_tx = allow;
  return srtp_err_status_ok;
}

static inline srtp_err_status_t srtp3_policy_set_window_size(srtp3_policy_t made, size_t size)
{
  made->policy.window_size = size;
  return srtp_err_status_ok;
}

static inline srtp_err_status_t srtp3_create(srtp_t *session, srtp3_policy_t made)
{
  return srtp_create(session, &made->policy);
}

#define srtp_policy_t srtp3_policy_t
#define srtp_policy_create srtp3_policy_create
#define srtp_policy_destroy srtp3_policy_destroy
#define srtp_policy_set_ssrc srtp3_policy_set_ssrc
#define srtp_policy_set_profile srtp3_policy_set_profile
#define srtp_policy_add_key srtp3_policy_add_key
#define srtp_policy_set_allow_repeat_tx srtp3_policy_set_allow_repeat_tx
#define srtp_policy_set_window_size srtp3_policy_set_window_size
#define srtp_create srtp3_create
#define srtp_protect srtp3_protect
#define srtp_unprotect srtp3_unprotect
#define srtp_protect_rtcp srtp3_protect_rtcp
#define srtp_unprotect_rtcp srtp3_unprotect_rtcp
#define srtp_stream_remove srtp_remove_stream

#endif
